import * as z from "zod/mini";
import { access } from "./access-settings.ts";
import { broker, connections } from "./connection-settings.ts";
import { account, arnPattern, date, duration, region, roleArn, text } from "./forms.ts";
import { mode } from "./modes.ts";
import { vendor, vendorName } from "./vendor-settings.ts";

/**
 * `sagewarden.yaml`, after its defaults. Names are contract. Unknown keys are refused at every depth (strict objects),
 * except where the keys are people's own: teams, people, vendors, further tags.
 */
/** Team and person ids become tag values. */
export const tagValue = text(
  /^[\p{L}\p{N}_.:/=+\-@][\p{L}\p{Z}\p{N}_.:/=+\-@]{0,255}$/u,
  "a tag value: letters, digits, spaces and _.:/=+-@, at most 256",
);

const tagKey = text(
  /^(?![aA][wW][sS]:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u,
  "a tag key: letters, digits, spaces and _.:/=+-@, at most 128, not aws: at its start",
);

/** In `${person.roles.sales}`. */
const roleName = text(/^[A-Za-z][\w-]{0,63}$/, "letters, digits, _ and -, a letter first, at most 64");
const accountName = text(/^(?!\d{12}$)[\w.-]{1,64}$/, "letters, digits and _.-, at most 64, not 12 digits");

const tagRule = z.strictObject({
  /** What the tag is called in the account. Absent: as here. */
  key: z.optional(tagKey),
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
  /** The subject of the person's OIDC tokens. */
  oidcSubject: z.optional(z.string()),
  /** Beside the team, which is a group too: connections are for groups. */
  groups: z.optional(z.array(z.string().check(z.minLength(1)))),
  /** By a name of the user's own: what `${person.roles.<name>}` of a connection is for this person. */
  roles: z.optional(z.record(roleName, roleArn("a role's ARN such as arn:aws:iam::111122223333:role/sales"))),
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
  tags: z.record(tagKey, tagRule),
  teams: z.record(tagValue, team),
  people: z.record(tagValue, person),
  provisioners: arns,
  approvers: strings,
  unowned: z.prefault(unowned, {}),
  exemptions: z._default(z.array(exemption), []),
  exemptionsMax: z._default(duration, "P180D"),
  vendors: z._default(z.record(vendorName, vendor), {}),
  access: z.optional(access),
  connections,
  broker: z.optional(broker),
  /** Names for accounts: `sagewarden exec --account prod`. */
  accounts: z._default(z.record(accountName, account), {}),
  protected: z.prefault(z.strictObject({ roles: arns, resources: arns, users: strings }), {}),
  organization: z.prefault(
    z.strictObject({
      id: z.optional(text(/^o-[a-z0-9]{10,32}$/, "an organisation's id such as o-abcdefghij")),
      accounts: z._default(z.array(account), []),
      readRole: z.optional(roleArn("the ARN of a role")),
    }),
    {},
  ),
  securityHub: z._default(z.boolean(), false),
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
