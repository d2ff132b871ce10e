import type { Caller, RoleWanted, Session } from "../assume/model.ts";
import { askSts, type StsAnswer, type StsPlace } from "./ask-sts.ts";

/** As the query protocol counts a list: from 1. */
const members = <Item>(
  name: string,
  items: readonly Item[],
  fields: (item: Item) => Readonly<Record<string, string>>,
) =>
  Object.fromEntries(
    items.flatMap((item, index) =>
      Object.entries(fields(item)).map(([field, value]) => [`${name}.member.${index + 1}${field}`, value] as const),
    ),
  );

const sessionOf = ({ field, at }: StsAnswer): Session => {
  const keys = { accessKeyId: field("AccessKeyId") ?? "", secretAccessKey: field("SecretAccessKey") ?? "" };
  const [sessionToken, expiration] = [field("SessionToken"), field("Expiration")];
  const expiresAt = Date.parse(expiration ?? "");
  if (!keys.accessKeyId || !keys.secretAccessKey || !sessionToken || Number.isNaN(expiresAt)) {
    throw new Error("STS answered without credentials");
  }
  return { ...keys, sessionToken, expiresAt: new Date(expiresAt).toISOString(), issuedAt: at };
};

/** Takes a role with these keys. Throws what STS refuses with. */
export const assumeRole = async (wanted: RoleWanted, place: StsPlace, mfa?: MfaCode): Promise<Session> => {
  const { roleArn, sessionName, seconds, externalId, tags = {}, transitiveKeys = [], sourceIdentity, policy } = wanted;
  return sessionOf(
    await askSts(
      "AssumeRole",
      {
        ...{ RoleArn: roleArn, RoleSessionName: sessionName, DurationSeconds: seconds?.toString() },
        ...{ ExternalId: externalId, SourceIdentity: sourceIdentity, Policy: policy },
        ...{ SerialNumber: mfa?.serial, TokenCode: mfa?.code },
        ...members("Tags", Object.entries(tags), ([key, value]) => ({ ".Key": key, ".Value": value })),
        ...members("TransitiveTagKeys", transitiveKeys, (key) => ({ "": key })),
      },
      place,
    ),
  );
};

/** Signs in by a SAML response: what it says of the session, nobody else does. */
export const assumeRoleWithSaml = async (
  { roleArn, seconds, policy }: RoleWanted,
  { providerArn, assertion }: { providerArn: string; assertion: string },
  place: StsPlace,
): Promise<Session> =>
  sessionOf(
    await askSts(
      "AssumeRoleWithSAML",
      {
        ...{ RoleArn: roleArn, PrincipalArn: providerArn, SAMLAssertion: assertion },
        ...{ DurationSeconds: seconds?.toString(), Policy: policy },
      },
      place,
    ),
  );

export interface MfaCode {
  serial: string;
  /** Good once, for half a minute. */
  code: string;
}

/** The user's own session, with a second factor in it. */
export const getSessionToken = async ({ serial, code }: MfaCode, place: StsPlace): Promise<Session> =>
  sessionOf(await askSts("GetSessionToken", { SerialNumber: serial, TokenCode: code }, place));

/** Who has these keys. */
export const askCaller = async (place: StsPlace): Promise<Caller> => {
  const { field } = await askSts("GetCallerIdentity", {}, place);
  const arn = field("Arn") ?? "";
  return { account: field("Account") ?? "", arn, partition: arn.split(":")[1] || "aws" };
};
