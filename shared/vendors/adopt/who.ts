import type { TrustedOutsider } from "../../detect/audit/rule.ts";
import type { RoleFacts } from "../../model/role-facts.ts";
import type { Condition } from "../../policy/model.ts";
import { isPublic, networkOf } from "../watch/address.ts";
import { guessed, known, listed, open, type Row, valuesOf } from "./rows.ts";
import type { Usage } from "./usage.ts";

/** What the proposal is made of. */
export interface Live {
  role: RoleFacts;
  outsiders: readonly TrustedOutsider[];
  usage: Usage;
  /** Whether the external id may be written out. */
  showExternalId: boolean;
  /** ISO 8601 */
  now: string;
}

const conditionsOf = ({ role }: Live, key: string, operators: readonly string[]): readonly Condition[] =>
  (role.trust.document?.statements ?? [])
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ conditions }) => conditions)
    .filter((condition) => condition.key.toLowerCase() === key.toLowerCase() && operators.includes(condition.operator));

const valuesAt = (live: Live, key: string, operators: readonly string[]): readonly string[] => [
  ...new Set(conditionsOf(live, key, operators).flatMap(({ values }) => values)),
];

export const accountRows = (live: Live): readonly Row[] => {
  const { outsiders, usage } = live;
  const trusted = [...new Set(outsiders.flatMap(({ account }) => account ?? []))].toSorted();
  const came = valuesOf(usage.seen.account);
  const strangers = came.filter((account) => !trusted.includes(account) && live.role.arn.split(":")[4] !== account);
  const hint = outsiders.find((outsider) => outsider.hint !== undefined)?.hint;
  const named = hint === undefined ? "" : `; public lists call it ${hint}, which proves nothing`;
  if (trusted.length > 0) {
    const idle = trusted.filter((account) => !came.includes(account));
    const unused = usage.taken > 0 && idle.length > 0 ? `; nobody came from ${listed(idle)}` : "";
    return [known("accounts", trusted, `its trust names them${unused}${named}`)];
  }
  if (strangers.length > 0) return [guessed("accounts", strangers, "its trust names none; from these it was taken")];
  return [guessed("accounts", [nobody], "nobody's: its trust names none and nobody was seen; put the vendor's here")];
};

/** The settings want at least one. */
const nobody = "000000000000";

/** A value that two operators or two lists name is one of several: which is the vendor's is not for us to choose. */
export const externalIdRows = (live: Live): readonly Row[] => {
  const values = valuesAt(live, "sts:ExternalId", ["StringEquals", "StringLike"]);
  const [value] = values;
  if (value === undefined) {
    const brought = live.usage.withExternalId > 0 ? ", though callers bring one" : "";
    return [
      open(
        "externalId",
        "",
        `its trust asks for none${brought}: agree on one with the vendor, then put it here and into the trust`,
      ),
    ];
  }
  if (!live.showExternalId)
    return [
      open(
        "externalId",
        "",
        "its trust asks for one, which is not shown: put the vendor's value here by hand, or ask with --read-external-id",
      ),
    ];
  return values.length === 1
    ? [known("externalId", value, "from its trust")]
    : [open("externalId", "", `its trust takes ${values.length} values: choose the vendor's`)];
};

const lengths = { least: 900, usual: 3_600, most: 43_200 };

/** What was used, an hour at least, and no more than the role allows. */
export const sessionLengthRows = ({ role, usage }: Live): readonly Row[] => {
  const most = Math.min(role.maxSession ?? lengths.most, lengths.most);
  if (usage.longest === undefined) {
    const value = durationOf(Math.min(most, lengths.usual));
    return [guessed("maxSession", value, `no session was seen; the role allows ${durationOf(most)}`)];
  }
  const value = Math.min(most, Math.max(lengths.usual, usage.longest, lengths.least));
  return [
    guessed(
      "maxSession",
      durationOf(value),
      `the longest seen was ${durationOf(usage.longest)}; the role allows ${durationOf(most)}`,
    ),
  ];
};

const durationOf = (seconds: number): string =>
  seconds % 3_600 === 0 ? `PT${seconds / 3_600}H` : `PT${Math.max(1, Math.ceil(seconds / 60))}M`;

/** `^literal`, which an IAM condition can check too. */
const startOf = (names: readonly string[]): string | undefined => {
  let start = names[0] ?? "";
  for (const name of names) while (!name.startsWith(start)) start = start.slice(0, -1);
  const [literal = ""] = /^[\w+=,@-]*/.exec(start) ?? [];
  const isSpecial = /[+]/.test(literal);
  return literal.length >= 3 && !isSpecial ? `^${literal}` : undefined;
};

const nameRows = (
  live: Live,
  { key, condition, counts }: { key: string; condition: string; counts: ReadonlyMap<string, number> },
): readonly Row[] => {
  const wanted = startOf(valuesAt(live, condition, ["StringEquals", "StringLike"]));
  if (wanted !== undefined) return [known(key, wanted, "its trust asks for it")];
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const start = total >= few && total === live.usage.taken ? startOf([...counts.keys()]) : undefined;
  return start === undefined
    ? []
    : [guessed(key, start, `all that were seen begin so: ${counts.size} in ${total} sessions`)];
};

/** Fewer sessions show no habit. */
const few = 3;

export const sessionNameRows = (live: Live): readonly Row[] => {
  const counts = live.usage.seen["session-name"];
  const rows = nameRows(live, { key: "roleSessionName", condition: "sts:RoleSessionName", counts });
  if (rows.length > 0 || counts.size === 0) return rows;
  return [
    open(
      "roleSessionName",
      "^vendor-",
      `no beginning in common was seen in ${counts.size} names: ${listed(valuesOf(counts), 3)}`,
    ),
  ];
};

export const sourceIdentityRows = (live: Live): readonly Row[] =>
  nameRows(live, {
    key: "sourceIdentity",
    condition: "sts:SourceIdentity",
    counts: live.usage.seen["source-identity"],
  });

export const sessionTagRows = (live: Live): readonly Row[] => {
  const allowed = valuesAt(live, "aws:TagKeys", ["StringEquals"]);
  const used = valuesOf(live.usage.seen["session-tag"]).toSorted();
  if (allowed.length > 0) return [known("sessionTags", allowed, "its trust names these keys")];
  return used.length > 0 ? [guessed("sessionTags", used, "keys that sessions brought")] : [];
};

/** More networks than these are no fixed place. */
const mostNetworks = 4;

export const addressRows = (live: Live): readonly Row[] => {
  const ranges = valuesAt(live, "aws:SourceIp", ["IpAddress"]);
  if (ranges.length > 0) return [known("sourceIps", ranges, "its trust names them")];
  const seen = valuesOf(live.usage.seen.address).filter((address) => isPublic(address));
  const networks = [...new Set(seen.flatMap((address) => networkOf(address) ?? []))];
  if (networks.length === 0)
    return [open("sourceIps", ["198.51.100.0/24"], "no address of the vendor's was seen: ask the vendor for its own")];
  const why = `${seen.length} addresses in ${networks.length} networks were seen: ask the vendor for its own`;
  return [
    networks.length <= mostNetworks
      ? guessed("sourceIps", networks, why)
      : open("sourceIps", networks.slice(0, mostNetworks), why),
  ];
};

export const hourRows = ({ usage }: Live): readonly Row[] => {
  const hours = [...usage.seen.hour.keys()].toSorted();
  const [first] = hours;
  const last = hours.at(-1);
  if (first === undefined || last === undefined || hours.length > 12) return [];
  const to = last === "23" ? "23:59" : `${String(Number(last) + 1).padStart(2, "0")}:00`;
  return [open("hours", { from: `${first}:00`, to }, `UTC; it acted in ${hours.length} of 24 hours`)];
};

export const lifeRows = ({ role, now }: Live): readonly Row[] => {
  const inAYear = `${Number(now.slice(0, 4)) + 1}${now.slice(4, 10)}`.replace("-02-29", "-02-28");
  const since = role.createdAt === undefined ? "" : `; the role was made on ${role.createdAt.slice(0, 10)}`;
  return [
    guessed("expires", inAYear, `a year from today: put the contract's end${since}`),
    open("owner", "alice", "who answers for the vendor: one of `people`"),
    guessed("mode", "observe", "first it is only watched"),
  ];
};
