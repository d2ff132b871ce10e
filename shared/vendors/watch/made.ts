import { lastPart } from "../../model/arn.ts";
import type { VendorAct } from "../../model/vendor-act.ts";
import { defined, fieldsAt, textAt } from "../../normalise/fields.ts";

/**
 * What an act made, as a denial needs it. Names and ARNs come from records: what has not IAM's form is left out. `uniqueId`
 * (`AROA…`, `AIDA…`) tells what was made from what has its name later.
 */
export type MadeSubject =
  | { type: "key"; user?: string }
  | { type: "user"; arn: string; uniqueId?: string }
  | { type: "role"; arn: string; uniqueId?: string }
  | { type: "function"; name: string; role: string }
  | { type: "identity-provider"; arn: string }
  | { type: "password"; user: string };

export interface Made {
  id: string;
  subject: MadeSubject;
}

export const keyId = (accessKeyId: string): string => `key:${accessKeyId}`;
/** A function acts in sessions of its role that have its name. */
export const workerId = (account: string, role: string, name: string): string => `worker:${account}:${role}/${name}`;

const forms = {
  key: /^\w{4,128}$/,
  user: /^arn:[\w-]+:iam::\d{1,20}:user\/[\x21-\x7e]{1,600}$/,
  role: /^arn:[\w-]+:iam::\d{1,20}:role\/[\x21-\x7e]{1,600}$/,
  provider: /^arn:[\w-]+:iam::\d{1,20}:(saml|oidc)-provider\/[\w./-]{1,600}$/,
  name: /^[\w+=,.@-]{1,128}$/,
  uniqueId: /^[A-Z0-9]{4,128}$/,
  functionName: /^[\w-]{1,140}$/,
};
export const roleForm = forms.role;

const ofForm = (form: RegExp, text: string | undefined): string | undefined =>
  text !== undefined && form.test(text) ? text : undefined;

/** What an act that succeeded made of what stays when its role is denied. */
export const madeBy = (act: VendorAct): Made | undefined => {
  const name = operationOf(act);
  return Object.hasOwn(makers, name) ? makers[name]?.(act) : undefined;
};

export const mayMake = (act: VendorAct): boolean => Object.hasOwn(makers, operationOf(act));

/** Lambda's names end with the version of its API: `CreateFunction20150331v2`. */
const operationOf = ({ service, eventName }: VendorAct): string =>
  `${service}:${eventName.replace(/20\d{6}(v\d)?$/, "")}`;

type Maker = (act: VendorAct) => Made | undefined;

const key: Maker = ({ response }) => {
  const made = fieldsAt(response, "accessKey");
  const id = ofForm(forms.key, textAt(made, "accessKeyId"));
  const user = nameAt(made, "userName");
  return id === undefined ? undefined : { id: keyId(id), subject: { type: "key", ...defined({ user }) } };
};

const nameAt = (fields: Parameters<typeof textAt>[0], field: string): string | undefined =>
  ofForm(forms.name, textAt(fields, field));

const principal =
  (type: "user" | "role"): Maker =>
  ({ response }) => {
    const made = fieldsAt(response, type);
    const arn = ofForm(forms[type], textAt(made, "arn"));
    const uniqueId = ofForm(forms.uniqueId, textAt(made, `${type}Id`));
    return arn === undefined ? undefined : { id: arn, subject: { type, arn, ...defined({ uniqueId }) } };
  };

const worker: Maker = ({ request, account }) => {
  const role = textAt(request, "role");
  const name = ofForm(forms.functionName, textAt(request, "functionName")?.split(":").at(-1));
  return role && name && forms.role.test(role)
    ? { id: workerId(account, lastPart(role), name), subject: { type: "function", name, role } }
    : undefined;
};

const provider =
  (field: string): Maker =>
  ({ response }) => {
    const arn = ofForm(forms.provider, textAt(response, field));
    return arn === undefined ? undefined : { id: arn, subject: { type: "identity-provider", arn } };
  };

/** A new password for an existing user is another way in, too. */
const password: Maker = ({ request, account }) => {
  const user = nameAt(request, "userName");
  return user === undefined ? undefined : { id: `password:${account}:${user}`, subject: { type: "password", user } };
};

const makers: Readonly<Record<string, Maker>> = {
  "iam:CreateAccessKey": key,
  "iam:CreateUser": principal("user"),
  "iam:CreateRole": principal("role"),
  "iam:CreateLoginProfile": password,
  "iam:UpdateLoginProfile": password,
  "iam:CreateSAMLProvider": provider("sAMLProviderArn"),
  "iam:CreateOpenIDConnectProvider": provider("openIDConnectProviderArn"),
  "lambda:CreateFunction": worker,
};
