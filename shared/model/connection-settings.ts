import * as z from "zod/mini";
import { arnPattern, duration, roleArn, text } from "./forms.ts";

/** `connections` and `broker` of the settings, after their defaults: named ways for groups of people to reach data. */

/** In messages, in commands and in the session policy's Sid. */
const connectionName = text(
  /^[A-Za-z0-9][A-Za-z0-9-]{0,47}$/,
  "letters, digits and -, a letter or digit first, at most 48",
);

/** How a connection names the role of the person who asks. */
export const personRole = /^\$\{person\.roles\.([A-Za-z][\w-]{0,63})\}$/;

/** Exact: Lambda's policy takes no pattern for a principal, and of a caller only the name of its role is seen, not its path. */
const application = roleArn("an application's role such as arn:aws:iam::111122223333:role/sales-app");

const role = z.union([
  roleArn("a role's ARN such as arn:aws:iam::111122223333:role/sales"),
  text(personRole, `\${person.roles.<name>}`),
]);

const fields = {
  kind: z.enum(["s3", "sagemaker", "ecr", "secrets"]),
  /** s3: `bucket` or `bucket/prefix`. The others: a name, `*` at its end allowed, or an ARN. */
  target: z.string().check(z.minLength(1), z.maxLength(1_024)),
  /** Groups, and teams: of `people.<id>.groups` and `people.<id>.team`. */
  groups: z.array(z.string().check(z.minLength(1))).check(z.minLength(1)),
  /** Of `credential: assume-role`. */
  role: z.optional(role),
  access: z._default(z.enum(["read", "write"]), "read"),
  maxSession: z._default(duration, "PT1H"),
  /** `environment`: the asker's own credentials, as they are. */
  credential: z._default(z.enum(["assume-role", "environment"]), "assume-role"),
  externalId: z.optional(text(/^[\w+=,.@:/-]{2,1224}$/, "2 to 1224 of letters, digits and _+=,.@:/-")),
  /** Where the role's trust has `sts:TagSession`: team, studiouserid and the connection's name. */
  sessionTags: z._default(z.boolean(), false),
  /** Where the role's trust has `sts:SetSourceIdentity`: the person. */
  sourceIdentity: z._default(z.boolean(), false),
  /** s3: whose access, beside the connection's roles, the bucket policy that our stack writes lets be. */
  admins: z.optional(z.array(arnPattern).check(z.minLength(1))),
  /** Applications, by their roles, whose bare word the broker takes for who asks. */
  trustedApps: z._default(z.array(application), []),
};

const connection = z.strictObject(fields);
const namedConnection = z.strictObject({ name: connectionName, ...fields });

/** One connection, by whichever of the two forms. */
export type Connection = z.infer<typeof namedConnection>;

export const connections = z._default(z.union([z.record(connectionName, connection), z.array(namedConnection)]), {});

const oidcProof = z.strictObject({
  /** Where its keys are is asked at `<issuer>/.well-known/openid-configuration`. */
  issuer: text(/^https?:\/\/[^\s?#*$]{1,500}$/, "the issuer's address such as https://idp.example.com/tenant"),
  audience: text(/^[^\s*?$<>]{1,1024}$/, "a client id"),
  /** Applications that may bring an access token which they got for `audience`, by the client id in its `azp`. */
  parties: z._default(z.array(text(/^[^\s*?$<>]{1,1024}$/, "a client id")), []),
  /** The claim that names the person: by `oidcSubject`, `email` or id of the directory. */
  claim: z._default(z.enum(["sub", "email", "preferred_username"]), "sub"),
});

const samlProof = z.strictObject({
  /** The identity provider's, from the folder of the settings. */
  metadata: z.string().check(z.minLength(1)),
  /** Absent: the `entityID` of the metadata. */
  issuer: z.optional(text(/^[^\s*?$<>]{1,1024}$/, "an entity id")),
  /** The broker's own entity id. */
  audience: z._default(text(/^[^\s*?$<>]{1,1024}$/, "an entity id"), "urn:sagewarden:broker"),
});

export const broker = z.strictObject({
  /** The applications that may call it. */
  callers: z.array(application).check(z.minLength(1)),
  oidc: z.optional(oidcProof),
  saml: z.optional(samlProof),
});
