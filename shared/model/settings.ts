import * as z from "zod/mini";

/**
 * `sagewarden.yaml`, after its defaults. Names are contract. Unknown keys are refused at every depth (strict objects),
 * except where the keys are people's own: teams, people, vendors, further tags.
 */
/** Text of one form. `allowed` says the form in the error message, whatever was found. */
const text = (form: RegExp, allowed: string) => z.string(allowed).check(z.regex(form, allowed));

const duration = text(/^P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/, "an ISO 8601 duration such as PT4H or P1D");
const date = text(/^\d{4}-\d{2}-\d{2}$/, "a date such as 2027-06-30");
const arnPattern = text(
  /^arn:[^:\s]+:[^:\s]+:[^:\s]*:[^:\s]*:\S+$/,
  "an ARN (arn:partition:service:region:account:resource), * and ? allowed",
);
const account = text(/^\d{12}$/, "a 12-digit account id in quotes");
const region = text(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, "a region such as us-east-1");
const addressRange = text(/^[\da-fA-F.:]+\/\d{1,3}$/, "a CIDR range such as 198.51.100.0/24");
/** Team and person ids become tag values. */
export const tagValue = text(
  /^[\p{L}\p{N}_.:/=+\-@][\p{L}\p{Z}\p{N}_.:/=+\-@]{0,255}$/u,
  "a tag value: letters, digits, spaces and _.:/=+-@, at most 256",
);

export const modes = ["observe", "tag", "enforce"] as const;
const mode = z.enum(modes);

const tagRule = z.strictObject({
  /** `teams` or `people`: the directory; else the list itself. Absent: any value. */
  values: z.optional(z.union([z.enum(["teams", "people"]), z.array(tagValue)])),
  required: z._default(z.boolean(), true),
  /** Put back when somebody else changes it. */
  guarded: z._default(z.boolean(), true),
  mode: z.optional(mode),
});

const team = z.strictObject({
  slack: z.optional(z.string()),
  email: z._default(z.array(z.string()), []),
  approvers: z._default(z.array(z.string()), []),
});

const person = z.strictObject({
  team: z.string(),
  email: z.optional(z.string()),
  slack: z.optional(z.string()),
  iamUser: z.optional(z.string()),
  identityStoreUserId: z.optional(z.string()),
  samlSubject: z.optional(z.string()),
  left: z.optional(date),
  successor: z.optional(z.string()),
});

const exemption = z.strictObject({
  arn: arnPattern,
  until: date,
  reason: z.string().check(z.minLength(1)),
  approvedBy: z.string(),
  /** Only what this principal creates. */
  by: z.optional(arnPattern),
});

const bucketGrant = z.strictObject({
  bucket: z.string(),
  prefix: z._default(z.string(), ""),
  access: z._default(z.enum(["read", "write"]), "read"),
});

const vendor = z.strictObject({
  accounts: z.array(account).check(z.minLength(1)),
  externalId: z._default(z.string(), "auto"),
  bucket: z.optional(z.union([z.string(), z.array(bucketGrant)])),
  regions: z._default(z.array(region), []),
  services: z._default(z.array(z.string()), ["s3"]),
  maxSession: z._default(duration, "PT1H"),
  sourceIps: z._default(z.array(addressRange), []),
  roleSessionName: z.optional(z.string()),
  expires: z.optional(date),
  owner: z.optional(z.string()),
  mode: z.optional(mode),
  contain: z._default(
    z.strictObject({
      at: z._default(z.enum(["info", "low", "medium", "high", "critical"]), "critical"),
      approval: z._default(z.enum(["none", "one", "two"]), "none"),
      upTo: z._default(z.enum(["sessions", "deny", "trust", "detach", "delete"]), "trust"),
    }),
    { at: "critical", approval: "none", upTo: "trust" },
  ),
});

const action = z.enum(["stop", "delete", "none"]);
const unowned = z.strictObject({
  remindAfter: z._default(duration, "PT4H"),
  actAfter: z._default(duration, "P1D"),
  action: z._default(action, "stop"),
  existing: z._default(z.enum(["report", "act"]), "report"),
  perKind: z._default(z.record(z.string(), z.strictObject({ action })), {}),
  allowDataLoss: z._default(z.array(z.string()), []),
});

const strings = z._default(z.array(z.string()), []);
const arns = z._default(z.array(arnPattern), []);

export const settingsSchema = z.strictObject({
  mode,
  /** The home region first, then further SageMaker regions. */
  region: z.union([region, z.array(region).check(z.minLength(1))]),
  tags: z.record(
    text(/^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u, "a tag key that does not begin with aws:"),
    tagRule,
  ),
  teams: z.record(tagValue, team),
  people: z.record(tagValue, person),
  provisioners: arns,
  approvers: strings,
  unowned: z.prefault(unowned, {}),
  exemptions: z._default(z.array(exemption), []),
  exemptionsMax: z._default(duration, "P180D"),
  vendors: z._default(z.record(z.string(), vendor), {}),
  connections: z._default(z.record(z.string(), z.unknown()), {}),
  protected: z.prefault(z.strictObject({ roles: arns, resources: arns, users: strings }), {}),
  organization: z.prefault(z.strictObject({ accounts: z._default(z.array(account), []) }), {}),
  trail: z._default(z.enum(["auto", "create", "none"]), "auto"),
  notices: z.prefault(
    z.strictObject({
      slack: z.optional(
        z.strictObject({
          botTokenSecret: z.string(),
          channel: z.optional(z.string()),
          apiUrl: z._default(text(/^https?:\/\/[^\s?#]+\/$/, "a URL that ends with /"), "https://slack.com/api/"),
        }),
      ),
      digest: z._default(duration, "P7D"),
    }),
    {},
  ),
  limits: z.prefault(
    z.strictObject({
      destructivePerHour: z._default(z.int().check(z.nonnegative()), 20),
      containmentsPerHour: z._default(z.int().check(z.nonnegative()), 10),
      burst: z.prefault(
        z.strictObject({ roles: z._default(z.int().check(z.positive()), 3), within: z._default(duration, "PT10M") }),
        {},
      ),
    }),
    {},
  ),
  retention: z.prefault(
    z.strictObject({ ledger: z._default(duration, "P400D"), evidence: z._default(duration, "P400D") }),
    {},
  ),
});

export type Settings = z.infer<typeof settingsSchema>;

/** Home first. */
export const regionsOf = (settings: Settings): readonly string[] =>
  typeof settings.region === "string" ? [settings.region] : settings.region;

/** A team or person by name. The name may come from a record: `__proto__` is nobody. */
export const inDirectory = <Entry>(table: Readonly<Record<string, Entry>>, name: string): Entry | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
