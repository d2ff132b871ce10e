import { type Alternative, grouped, type Pattern, patternLimit } from "./event-pattern.ts";
import type { Settings } from "./model/settings.ts";
import type { WatchList } from "./model/vendor-link.ts";
import { names } from "./names.ts";
import { sessionOperations } from "./normalise/session.ts";
import type { RuleDefinition, RulePlace } from "./rules.ts";

const apiCall = "AWS API Call via CloudTrail";
/** Data events of a trail have the first; a console session has the last two. */
const detailTypes = [
  apiCall,
  "AWS Service Event via CloudTrail",
  "AWS Console Sign In via CloudTrail",
  "AWS Console Action via CloudTrail",
];

/** Any service: PutEvents refuses what begins so. */
const anyService: Alternative = { prefix: "aws." };
const all = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

const vendorRoles = ({ partition, account }: RulePlace): string =>
  `arn:${partition}:iam::${account}:role${names.vendorPath}`;

const bySessionOf = (arns: readonly Alternative[]): Pattern => ({
  userIdentity: { sessionContext: { sessionIssuer: { arn: arns } } },
});

/** Roles of the settings that stand outside our name space: somebody else made them. */
export const registeredRoles = ({ vendors }: Pick<Settings, "vendors">): readonly string[] =>
  Object.values(vendors)
    .flatMap(({ roleArn }) => roleArn ?? [])
    .filter((arn) => !arn.includes(`:role${names.vendorPath}`));

const nobody: WatchList = { roles: [], users: [], keys: [] };

/** What sessions of roles do and that they are taken; what users and keys do. */
const everythingOf = ({ account }: RulePlace, { roles, users, keys }: WatchList): Pattern => {
  const ways: Pattern[] = [];
  if (roles.length > 0) ways.push(bySessionOf(roles), { requestParameters: { roleArn: roles } });
  if (users.length > 0) ways.push({ userIdentity: { arn: users } });
  if (keys.length > 0) ways.push({ userIdentity: { accessKeyId: keys } });
  return { source: [anyService], account: [account], "detail-type": detailTypes, detail: { $or: ways } };
};

/** As long as any account's id: the split must not depend on a token's length. */
const anyAccount = "0".repeat(12);
const fits = (pattern: Pattern): boolean => JSON.stringify(pattern).length <= patternLimit;

const acts = (place: RulePlace): RuleDefinition => ({
  name: "sagewarden-vendor-acts",
  description: "Everything that sessions of vendor roles do",
  state: all,
  queue: "vendorActs",
  pattern: {
    source: [anyService],
    account: [place.account],
    "detail-type": detailTypes,
    detail: bySessionOf([{ prefix: vendorRoles(place) }]),
  },
});

const assumed = (place: RulePlace): RuleDefinition => ({
  name: "sagewarden-vendor-assumed",
  description: "Sessions that another account asked for, and any session of a vendor role",
  state: all,
  queue: "vendorActs",
  pattern: {
    source: ["aws.sts"],
    account: [place.account],
    "detail-type": [apiCall],
    detail: {
      eventSource: ["sts.amazonaws.com"],
      eventName: sessionOperations,
      $or: [
        { userIdentity: { type: ["AWSAccount"] } },
        { requestParameters: { roleArn: [{ prefix: vendorRoles(place) }] } },
      ],
    },
  },
});

const registeredActs = (place: RulePlace, registered: readonly string[]): readonly RuleDefinition[] =>
  grouped(registered, (group) =>
    fits(everythingOf({ ...place, account: anyAccount }, { ...nobody, roles: group })),
  ).map((group, index) => ({
    name: `sagewarden-vendor-registered-${index + 1}`,
    description: "Everything that registered vendor roles outside our name space do",
    state: all,
    queue: "vendorActs",
    pattern: everythingOf(place, { ...nobody, roles: group }),
  }));

/** What vendor sessions do there is heard already. */
const iamWrites = (place: RulePlace): RuleDefinition => ({
  name: "sagewarden-iam-writes",
  description: "Changes of IAM: vendor roles changed by others, and what minted principals or chained sessions do",
  state: "ENABLED",
  queue: "vendorActs",
  isGlobal: true,
  pattern: {
    source: ["aws.iam"],
    account: [place.account],
    "detail-type": [apiCall],
    detail: {
      eventSource: ["iam.amazonaws.com"],
      readOnly: [false],
      $or: [bySessionOf([{ exists: false }]), bySessionOf([{ "anything-but": { prefix: vendorRoles(place) } }])],
    },
  },
});

/**
 * Static rules over vendors: in the home region and, forwarding, in every region with a collector. Denied calls are kept:
 * an attempt is a signal too.
 */
export const vendorRules = (place: RulePlace, registered: readonly string[]): readonly RuleDefinition[] => [
  acts(place),
  assumed(place),
  ...registeredActs(place, registered),
  iamWrites(place),
];

export const watchRulePrefix = "sagewarden-watch-";

interface Entry {
  in: keyof WatchList;
  value: string;
}

const patternOf = (place: RulePlace, entries: readonly Entry[]): Pattern => {
  const of = (list: keyof WatchList): string[] => entries.flatMap((one) => (one.in === list ? one.value : []));
  return everythingOf(place, { roles: of("roles"), users: of("users"), keys: of("keys") });
};

/** The rules that `audit-vendors` keeps in the home region, as many as the list needs. */
export const watchRules = (place: RulePlace, list: WatchList): readonly RuleDefinition[] => {
  const entries = (["roles", "users", "keys"] as const).flatMap((name) =>
    [...new Set(list[name])].toSorted().map((value): Entry => ({ in: name, value })),
  );
  return grouped(entries, (group) => fits(patternOf(place, group))).map((group, index) => ({
    name: `${watchRulePrefix}${index + 1}`,
    description: "Kept by audit-vendors: roles that outsiders may take, chained roles and minted principals",
    state: all,
    queue: "vendorActs",
    pattern: patternOf(place, group),
  }));
};
