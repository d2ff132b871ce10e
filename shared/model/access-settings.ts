import * as z from "zod/mini";
import { arnPattern, date, duration, text } from "./forms.ts";

/** `access` of the settings, after its defaults: how the directory's people reach SageMaker Studio. */

export const federations = ["saml", "identity-center", "oidc", "iam-users"] as const;
export const borders = ["team", "project"] as const;

const name = (most: number) =>
  text(new RegExp(`^[\\w+=,.@-]{1,${most}}$`), `letters, digits and +=,.@_-, at most ${most}`);
/** A pattern would let in more than the one that is meant. */
const exact = (what: string) => text(/^[^\s*?$<>]{1,1024}$/, `${what} without spaces, wildcards and variables`);

const saml = z.strictObject({
  /** From the folder of the settings. */
  metadata: z.string().check(z.minLength(1)),
  provider: z._default(name(128), "sagewarden"),
  /** Absent: the `entityID` of the metadata. */
  issuer: z.optional(exact("an entity id")),
  /** Absent: AWS's sign-in of the partition. */
  audience: z.optional(exact("a recipient's address")),
});

const oidc = z.strictObject({
  issuer: text(
    /^https:\/\/[a-z0-9][a-z0-9.-]*(\/[\w./~-]*[\w~-])?$/,
    "the issuer's address such as https://idp.example.com/tenant, no / at the end",
  ),
  audience: exact("a client id"),
  /** Team -> its people's subjects, `*` and `?` allowed. */
  subjects: z.record(
    z.string(),
    z
      .array(text(/^(?=(?:[^*?]*[^*?\s]){3})[^\s$]{3,1024}$/, "a subject with at least three characters of its own"))
      .check(z.minLength(1)),
  ),
});

const source = text(/^\$\{(path|user):[\w.[\] ="-]{1,200}\}$/, `an attribute such as \${path:enterprise.department}`);

const identityCenter = z.strictObject({
  instanceArn: text(/^arn:aws[\w-]*:sso:::instance\/(sso)?ins-[a-zA-Z0-9.-]{16}$/, "the ARN of an instance"),
  permissionSet: z._default(name(32), "SagewardenStudio"),
  /** Ids of the groups whose people may take the permission set. */
  groups: z
    .array(text(/^([0-9a-f]{10}-)?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, "the id of a group"))
    .check(z.minLength(1)),
  attributes: z.prefault(
    z.strictObject({
      team: z._default(source, `\${path:enterprise.department}`),
      studiouserid: z._default(source, `\${path:userName}`),
      project: z._default(source, `\${path:enterprise.costCenter}`),
    }),
    {},
  ),
});

const id = (start: string, what: string) => text(new RegExp(`^${start}-[a-z0-9]{8,40}$`), what);

/** One that is there. */
const existingDomain = z.strictObject({ id: text(/^d-[a-z0-9-]{1,61}$/, "a domain's id such as d-abcdefghijkl") });
const newDomain = z.strictObject({
  vpc: id("vpc", "a VPC's id"),
  subnets: z.array(id("subnet", "a subnet's id")).check(z.minLength(1), z.maxLength(16)),
  securityGroups: z._default(z.array(id("sg", "a security group's id")).check(z.maxLength(3)), []),
  vpcOnly: z._default(z.boolean(), true),
  auth: z._default(z.enum(["iam", "sso"]), "iam"),
});

/** A risk that somebody takes. */
const acceptance = z.strictObject({
  owner: z.string().check(z.minLength(1), z.maxLength(100)),
  reason: z.string().check(z.minLength(1), z.maxLength(500)),
  /** The last day. */
  expires: date,
});

export const access = z.strictObject({
  federation: z.enum(federations),
  saml: z.optional(saml),
  oidc: z.optional(oidc),
  identityCenter: z.optional(identityCenter),
  bucket: text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "a bucket's name"),
  /** Absent: presigned URLs are answered from anywhere. */
  vpcEndpoint: z.optional(
    z.union([
      id("vpce", "a VPC endpoint's id"),
      z.array(id("vpce", "a VPC endpoint's id")).check(z.minLength(1), z.maxLength(20)),
    ]),
  ),
  fileSystems: z._default(z.array(id("fs", "a file system's id")).check(z.maxLength(20)), []),
  models: z._default(z.union([z.literal("named"), z.strictObject({ open: acceptance })]), "named"),
  domain: z.optional(z.union([existingDomain, newDomain])),
  isolateBy: z._default(z.array(z.enum(borders)).check(z.minLength(1)), ["team"]),
  /** Team -> project -> people. */
  projects: z._default(z.record(z.string(), z.record(z.string(), z.array(z.string()))), {}),
  profiles: z._default(z.boolean(), true),
  admins: z._default(z.array(arnPattern), []),
  maxSession: z._default(duration, "PT1H"),
  /** Attempts of each team across the border. */
  probe: z.prefault(z.union([z.strictObject({ every: z._default(duration, "P1D") }), z.literal(false)]), {}),
});

export type AccessSettings = z.infer<typeof access>;
