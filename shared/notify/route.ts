import { directoryOf } from "../attribute/directory.ts";
import type { Notice, NoticeType } from "../model/notice.ts";
import type { Settings } from "../model/settings.ts";
import { teamTopicArn } from "../names.ts";

/** A way to reach people. `to`: a Slack member, channel, or e-mail address to look up; or a topic's ARN. */
export interface Destination {
  by: "slack" | "sns";
  to: string;
  /** `to` is an e-mail address: Slack knows whose. */
  isAddress?: true;
  /** Everything goes here, for programs: whether people read it does not count. */
  isFeed?: true;
  /** Of the directory: who is behind it. */
  person?: string;
  team?: string;
}

/** Tried in this order until one is reached. */
export type Chain = readonly Destination[];

const forOperators: readonly NoticeType[] = [
  "dead-rules",
  "unaccounted",
  "tagging-failed",
  "paused",
  "resumed",
  "probe-blind",
];

/** Whoever runs Sagewarden is told of these. */
export const isForOperators = ({ type }: Pick<Notice, "type">): boolean => forOperators.includes(type);

/** These are told in every mode: what they say is so, whatever the functions may do about resources. */
export const isAlwaysTold = (notice: Pick<Notice, "type">): boolean =>
  isForOperators(notice) || notice.type === "probe-crossed-border";

/**
 * Who is told, apart from the topic of all notices, which gets everything and is the last resort. One chain for each party
 * that has to be reached: a person who left has a successor, and their team is told as well.
 */
export const routeOf = (notice: Notice, settings: Settings, topicArn: string, now: string): readonly Chain[] => {
  const ways = waysOf(settings, topicArn);
  if (isForOperators(notice)) return [ways.operators];
  const chains = ownersChains(notice, settings, ways, now);
  // Approvers read there: the owner alone may be none.
  return isIncidents(notice) ? withApprovers(chains, [ways.team(notice.team), ways.operators]) : chains;
};

const isIncidents = ({ type }: Notice): boolean => /^vendor-(would-contain|contain|restore)/.test(type);

const withApprovers = (chains: readonly Chain[], more: readonly Chain[]): readonly Chain[] => {
  const first = (chain: Chain): string | undefined => chain[0]?.to;
  const known = new Set(chains.map(first));
  return [...chains, ...more.filter((chain) => first(chain) !== undefined && !known.has(first(chain)))];
};

const ownersChains = (notice: Notice, settings: Settings, ways: Ways, now: string): readonly Chain[] => {
  const person = notice.person ?? notice.studiouserid;
  const known = person !== undefined && Object.hasOwn(settings.people, person) ? person : undefined;
  const team = (notice.person === undefined ? notice.team : undefined) ?? (known && settings.people[known]?.team);
  const teamChain = ways.team(team);
  if (known === undefined) return [team === undefined ? ways.operators : teamChain];
  if (!directoryOf(settings).hasLeft(known, now)) return [[...ways.person(known), ...teamChain]];
  const heir = heirOf(known, settings, now);
  return heir === undefined ? [teamChain] : [ways.person(heir), teamChain];
};

type Ways = ReturnType<typeof waysOf>;

const waysOf = (settings: Settings, topicArn: string) => {
  const slack = settings.notices.slack;
  const viaSlack = (to: string | undefined, more: Partial<Destination>): Chain =>
    slack && to ? [{ by: "slack", to, ...more }] : [];
  return {
    operators: viaSlack(slack?.channel, {}),
    person: (id: string): Chain => {
      const { slack: member, email, team } = settings.people[id] ?? {};
      const who = { person: id, ...(team && { team }) };
      return member ? viaSlack(member, who) : viaSlack(email, { ...who, isAddress: true });
    },
    team: (team: string | undefined): Chain => {
      if (team === undefined || !Object.hasOwn(settings.teams, team)) return [];
      return [
        ...viaSlack(settings.teams[team]?.slack, { team }),
        { by: "sns", to: teamTopicArn(topicArn, team), team },
      ];
    },
  };
};

/** The first successor who is still there. Successors may form a ring. */
const heirOf = (person: string, settings: Settings, now: string): string | undefined => {
  const seen = new Set([person]);
  let heir = settings.people[person]?.successor;
  while (heir !== undefined && !seen.has(heir) && directoryOf(settings).hasLeft(heir, now)) {
    seen.add(heir);
    heir = settings.people[heir]?.successor;
  }
  return heir !== undefined && !seen.has(heir) && Object.hasOwn(settings.people, heir) ? heir : undefined;
};
