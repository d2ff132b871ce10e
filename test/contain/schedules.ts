import type { UpTo } from "#shared/model/incident.ts";
import type { RoleImage } from "#shared/model/role-image.ts";
import { containment } from "#shared/names.ts";
import { below, type Random, randomOf } from "../simulator/random.ts";
import { everythingAllowed } from "./adversary.ts";
import { aRole, policyText } from "./roles.ts";

const second = 1_000;
const minute = 60 * second;

/** How one containment goes: what IAM, Lambda, the vendor's sessions and people do, and when. All from one number. */
export interface Schedule {
  seed: number;
  /** ms: how old a read may be, and the policies that a request is judged by. */
  reads: number;
  enforcement: number;
  /** ms: IAM's clock before ours. */
  skew: number;
  /** ms until CloudTrail tells what a session made. */
  linksAfter: number;
  role: RoleImage;
  upTo: UpTo;
  /** ms after the beginning at which the adversary does something. */
  acts: readonly number[];
  /** When a second execution starts for the incident. */
  again: readonly number[];
  /** When a person asks for a restore. */
  restoreAt: number | undefined;
  /** When a person says something. */
  answers: readonly { at: number; choice: "go-on" | "stop-here" }[];
  crashes: number;
  late: number;
  pauses: number;
  /** ms */
  longestPause: number;
  faults: number;
  /** Seconds after which what is written or read is old by no more than this: what a proof may rely on. */
  isPatient: boolean;
}

const rights: Readonly<Record<string, RoleImage["inline"]>> = {
  data: [
    { name: "data", document: policyText([{ Effect: "Allow", Action: ["s3:*", "sts:AssumeRole"], Resource: "*" }]) },
  ],
  iam: [
    { name: "iam", document: policyText([{ Effect: "Allow", Action: ["s3:*", "iam:*", "sts:*"], Resource: "*" }]) },
  ],
  admin: [{ name: "all", document: everythingAllowed }],
};

/** The room that is left for inline policies, from none to all of it. */
const fillers = (random: Random): RoleImage["inline"] => {
  const length = [0, 0, 9_000, 9_700, 9_800][below(random, 5)] ?? 0;
  if (length === 0) return [];
  return [
    { name: "long", document: policyText([{ Effect: "Allow", Action: "s3:GetObject", Resource: "a".repeat(length) }]) },
  ];
};

const times = (random: Random, count: number, from: number, to: number): number[] =>
  Array.from({ length: count }, () => from + below(random, to - from)).toSorted((a, b) => a - b);

const chance = (random: Random, of: number): boolean => random() < of;
const oneOf = <Each>(random: Random, list: readonly Each[]): Each => list[below(random, list.length)] as Each;

/** Of one number always the same. `isPatient`: IAM is never later than the seconds that the ladder waits; else up to a minute. */
export const scheduleOf = (seed: number): Schedule => {
  const random = randomOf(seed);
  const isPatient = chance(random, 0.8);
  const longest = isPatient ? 4 * second : 20 * second;
  const inline = [...(rights[oneOf(random, Object.keys(rights))] as RoleImage["inline"]), ...fillers(random)];
  return {
    seed,
    isPatient,
    reads: below(random, longest),
    enforcement: below(random, longest),
    skew: oneOf(random, [0, 400, -400, -95 * second, 95 * second, 7_200 * second, -7_200 * second]),
    linksAfter: chance(random, 0.5) ? 0 : below(random, 10 * minute),
    role: aRole({ inline: inline.toSorted((a, b) => (a.name < b.name ? -1 : 1)) }),
    upTo: oneOf(random, ["trust", "trust", "trust", "deny", "detach"] as const),
    acts: [
      ...times(random, below(random, 12), -20 * second, 0),
      ...times(random, below(random, 40), 0, 30 * second),
      ...times(random, below(random, 8), 30 * second, 70 * minute),
    ],
    again: times(random, below(random, 3), 0, oneOf(random, [2 * second, minute, 70 * minute])),
    restoreAt: chance(random, 0.35) ? below(random, oneOf(random, [30 * second, 20 * minute, 70 * minute])) : undefined,
    answers: times(random, chance(random, 0.2) ? 2 : 0, 0, 10 * minute).map((at) => ({
      at,
      choice: oneOf(random, ["go-on", "stop-here"] as const),
    })),
    crashes: chance(random, 0.5) ? below(random, 4) : 0,
    late: chance(random, 0.2) ? 1 : 0,
    pauses: chance(random, 0.3) ? 1 + below(random, 2) : 0,
    longestPause: oneOf(random, [5 * second, minute, 12 * minute]),
    faults: chance(random, 0.5) ? below(random, 6) : 0,
  };
};

export const ourNames: readonly string[] = [containment.revoke, containment.deny, containment.chained];
