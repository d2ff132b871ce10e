import { probeRole } from "../names.ts";
import type { Call, Party, Place, Tried } from "./model.ts";
import type { Ground } from "./probe.ts";
import type { Means } from "./team.ts";

export const place: Place = {
  ...{ partition: "aws", account: "111122223333", region: "us-east-1", bucket: "shared", teamKey: "team" },
};

export const partyOf = (team: string): Party => {
  const { path, name: person } = probeRole(team);
  return {
    ...{ unit: team, team, person, prefix: `${team}/`, people: [`person-of-${team}`] },
    ...{ tags: { team }, sessionTags: { team, studiouserid: person } },
    roles: {
      probe: `arn:aws:iam::111122223333:role${path}${person}`,
      people: `arn:aws:iam::111122223333:role/sagewarden/studio/sagewarden-studio-${team}`,
      execution: `arn:aws:iam::111122223333:role/sagemaker/${team}/sagewarden-execution-${team}`,
    },
  };
};
export const [teamA, teamB] = [partyOf("TeamA"), partyOf("TeamB")] as const;

export const refusal = (name = "AccessDeniedException"): Error =>
  Object.assign(new Error("User is not authorized to perform: x"), { name });

export const tried = (change: Partial<Tried> = {}): Tried => ({
  ...{ id: "read", action: "sagemaker:DescribeExperiment", resource: "arn:aws:sagemaker:us-east-1:1:experiment/x" },
  ...{ outcome: "refused", error: "AccessDeniedException: no", ...change },
});

/** Who makes a call: a team, or the function itself. */
export type Who = string;

/** What of an account matters here: what belongs to whom, and who may do what. */
export const world = (answer: (who: Who, call: Call, whose: string) => Error | undefined = border) => {
  const made: { who: Who; call: Call }[] = [];
  const owners = new Map<string, string>();
  const send =
    (who: Who): Awaited<ReturnType<Means["take"]>> =>
    async (call) => {
      made.push({ who, call });
      const name = String(nameOf(call));
      const team = teamIn(call) ?? owners.get(name) ?? "nobody";
      const error = answer(who, call, team);
      if (error) throw error;
      if (/^(Create(?!Presigned)|Put)/.test(call.operation)) owners.set(name, team);
      if (/^Delete(?!Tags)/.test(call.operation)) owners.delete(name);
    };
  const means: Means = {
    take: async ({ unit }) => send(unit),
    warden: send("warden"),
    roleExists: async () => true,
    profileOf: async ([name]) => (name === undefined ? undefined : { domainId: "d-1", name }),
    wait: async () => undefined,
  };
  return { means, made, owners };
};

/** What each team does with its own works, and nothing else. */
export const border = (who: Who, { operation, params }: Call, whose: string): Error | undefined => {
  if (operation === "AssumeRole") return refusal("AccessDenied");
  if (operation === "AddTags" || operation === "DeleteTags") return refusal();
  const passed = String(params.RoleArn ?? who);
  return whose === who && passed.includes(who) ? undefined : refusal();
};

const nameOf = ({ params }: Call): unknown =>
  params.ExperimentName ??
  params.ImageName ??
  params.Key ??
  String(params.ResourceArn ?? "")
    .split("/")
    .at(-1);

/** Of the request's own tags, of an object's key. */
const teamIn = ({ operation, params }: Call): string | undefined => {
  const tags = /^Create/.test(operation) ? ((params.Tags ?? []) as { Key: string; Value: string }[]) : [];
  const below = params.Key ?? params.Prefix;
  return (
    tags.find(({ Key }) => Key === "team")?.Value ?? (below === undefined ? undefined : String(below).split("/")[0])
  );
};

export const groundOf = (means: Means, change: Partial<Ground> = {}): Ground => ({
  ...{ place, means, run: "sagewarden-probe-1", at: "2026-11-30T03:00:00.000Z", isOver: () => false },
  pairs: [
    [teamA, teamB],
    [teamB, teamA],
  ],
  ...change,
});
