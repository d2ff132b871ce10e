import type { Fields } from "../../../model/vendor-act.ts";
import { fieldsAt, isFields, textAt } from "../../../normalise/fields.ts";

const everybody = /AllUsers|AuthenticatedUsers/;

/** Whom an access control list lets in, as S3's records hold one: canned, as headers, as a document. Empty: the owner only. */
export const grantedBy = (request: Fields): readonly string[] => {
  const canned = /^(public-read|public-read-write|authenticated-read)$/.test(textAt(request, "x-amz-acl") ?? "");
  const headers = Object.entries(request).some(
    ([key, value]) => key.startsWith("x-amz-grant-") && everybody.test(`${value}`),
  );
  return [...(canned || headers ? ["anybody"] : []), ...inDocument(fieldsAt(request, "AccessControlPolicy"))];
};

const inDocument = (acl: Fields): readonly string[] => {
  const owner = textAt(fieldsAt(acl, "Owner"), "ID");
  const { Grant } = fieldsAt(acl, "AccessControlList");
  return (Array.isArray(Grant) ? Grant : [Grant]).filter(isFields).flatMap((grant) => {
    const grantee = fieldsAt(grant, "Grantee");
    if (everybody.test(textAt(grantee, "URI") ?? "")) return ["anybody"];
    const id = textAt(grantee, "ID");
    return id === undefined || owner === undefined || id === owner ? [] : ["another account's canonical user"];
  });
};
