import type { IssuedSession, Principal } from "#shared/model/activity.ts";
import { parseArn } from "#shared/model/arn.ts";
import type { IssueRow, ProofKind } from "#shared/model/issue.ts";
import { type Attribution, nobody } from "#shared/model/owner.ts";
import { tagMap } from "#shared/model/tags.ts";
import { secondsBetween } from "#shared/model/time.ts";
import { names } from "#shared/names.ts";
import { linkOf, linkOfIssue } from "./chain.ts";
import type { Answer, KeyUser, Proof } from "./model.ts";

/** What was found about a key. Nothing of it may be there. */
export interface Found {
  accessKeyId: string;
  from: Answer["from"];
  /** Who a call with the key is, where anything is known of it. */
  principal: Principal | undefined;
  /** Its own first. */
  sessions: readonly IssuedSession[];
  doubt: string | undefined;
  attribution: Attribution;
  /** What the broker issued, by access key id. */
  issues: ReadonlyMap<string, IssueRow>;
  user: KeyUser | undefined;
  account: string | undefined;
  notes: readonly string[];
}

export const nothingFound: Omit<Found, "accessKeyId"> = {
  ...{ from: "nothing", principal: undefined, sessions: [], doubt: undefined, issues: new Map() },
  ...{ user: undefined, account: undefined, notes: [] },
  attribution: { owner: nobody, conflicts: [], unproven: [], orphaned: [] },
};

const proofs: Readonly<Record<ProofKind, string>> = {
  oidc: "the person's OIDC token",
  saml: "the person's SAML assertion",
  application: "the application's bare word",
};

/** The broker's word goes before what tags say: it saw the proof. */
const proofOf = ({ owner }: Attribution, issue: IssueRow | undefined): Proof | null => {
  if (issue === undefined) return owner.studiouserid?.evidence ?? null;
  const strength = issue.proof === "application" ? "asserted" : "proven";
  return { resolver: "broker", field: `${proofs[issue.proof]}, in the broker's row of ${issue.accessKeyId}`, strength };
};

/** The first row on the way back: the sessions behind the key are no other person's. */
const issueBehind = ({ accessKeyId, sessions, issues }: Found): IssueRow | undefined =>
  issues.get(accessKeyId) ??
  sessions.map((session) => issues.get(session.accessKeyId)).find((row) => row !== undefined);

/** The role of whoever asked STS, in an account: a session's ARN has not the role's path. */
const askingRole = ({ issuedTo }: IssuedSession): string | undefined => {
  const [, name] = /^assumed-role\/([^/]+)\//.exec(parseArn(issuedTo.arn ?? "")?.resource ?? "") ?? [];
  return name;
};

/** Where two rows of the ledger about one session cannot both be right. Whoever can write the broker's rows cannot write CloudTrail's. */
const contradictionsIn = (session: IssuedSession, issue: IssueRow | undefined): string[] => {
  if (issue === undefined) return [];
  const differ = (what: string, broker: string, other: string | undefined) =>
    broker === other
      ? []
      : [
          `${session.accessKeyId}: the broker issued it ${what} ${broker}, the session's record says ${other ?? "none"}`,
        ];
  return [
    ...differ("for the connection", issue.connection, session.connection),
    ...differ("for the role", issue.roleArn, session.roleArn),
    ...differ("for the session", issue.person, session.name),
    ...differ("as", names.functions.vendCredentials, askingRole(session)),
  ];
};

const contradictions = (found: Found, issue: IssueRow | undefined): string[] => {
  const { sessions, issues, attribution } = found;
  const { conflicts, owner } = attribution;
  const person = owner.studiouserid;
  return [
    ...sessions.flatMap((session) => contradictionsIn(session, issues.get(session.accessKeyId))),
    ...(issue && person && person.value !== issue.person
      ? [`the broker issued it for ${issue.person}, ${person.evidence.field} says ${person.value}`]
      : []),
    ...conflicts.map(
      ({ tag, claimed, claimedIn, proven, provenIn }) =>
        `${tag}: ${claimedIn} says ${claimed}, ${provenIn} says ${proven ?? "otherwise"}`,
    ),
  ];
};

const notesOf = ({ doubt, attribution, notes, sessions }: Found): string[] => [
  ...(doubt === undefined ? [] : [`what the sessions say counts for nothing: ${doubt}`]),
  ...attribution.unproven.map(({ tag, value, why }) => `${tag} ${value} is not proven: ${why}`),
  ...attribution.orphaned.map(({ value }) => `${value} has left the directory`),
  ...(sessions.slice(1).some(({ connection }) => connection !== undefined)
    ? ["a session behind it is of a connection: the policy that caps that session does not cap this one"]
    : []),
  ...notes,
];

const connectionOf = (
  session: IssuedSession | undefined,
  issue: IssueRow | undefined,
): Pick<Answer, "connection" | "connectionBy"> => {
  if (issue) return { connection: issue.connection, connectionBy: "broker" };
  const connection = session?.connection ?? null;
  return { connection, connectionBy: connection === null ? null : "session-policy" };
};

const endOf = (expires: string | undefined, now: string): Pick<Answer, "expires" | "isOver"> => ({
  expires: expires ?? null,
  isOver: expires === undefined ? null : secondsBetween(now, expires) <= 0,
});

/** What can be said of a key. `now` is ISO 8601. */
export const answerOf = (found: Found, now: string): Answer => {
  const { accessKeyId, sessions, issues, attribution } = found;
  const [session] = sessions;
  const shown = found.principal?.session;
  const own = issues.get(accessKeyId);
  const issue = issueBehind(found);
  const { team, studiouserid } = attribution.owner;
  const links = sessions.map((each) => linkOf(each, issues.get(each.accessKeyId)));
  return {
    ...{ accessKeyId, from: found.from, person: issue?.person ?? studiouserid?.value ?? null },
    ...{ team: team?.value ?? null, proof: proofOf(attribution, issue) },
    ...{ role: session?.roleArn ?? own?.roleArn ?? shown?.roleArn ?? null, ...connectionOf(session, own) },
    application: issue ? { application: issue.application, proof: issue.proof, proofId: issue.proofId } : null,
    chain: links.length === 0 && own ? [linkOfIssue(own)] : links,
    user: found.user ?? null,
    ...endOf(session?.expiresAt ?? own?.expiresAt, now),
    sourceIdentity: session?.sourceIdentity ?? shown?.sourceIdentity ?? null,
    tags: tagMap(Object.entries({ ...session?.inheritedTags, ...session?.tags })),
    account: found.account ?? null,
    ...{ contradictions: contradictions(found, issue), notes: notesOf(found) },
  };
};
