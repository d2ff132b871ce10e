import type { Incident } from "#shared/model/incident.ts";
import { secondsBetween, secondsOf } from "#shared/model/time.ts";
import { exerciseRole, names } from "#shared/names.ts";
import { contractsOf } from "#shared/vendors/contract.ts";
import { type Answer, type Check, fail, ok, warn, worst } from "./check.ts";
import { homeOf } from "./stacks.ts";

const nameOf = ({ vendor, role }: Incident): string => vendor ?? role;

const waits = (one: Incident): Answer =>
  warn(
    `the containment ${one.id} of ${nameOf(one)} waits since ${one.openedAt}: ${one.why}`,
    "say go-on or stop-here in Slack, or `npx sagewarden vendors contain`",
  );

const failed = (one: Incident): Answer =>
  fail(
    `the containment ${one.id} of ${nameOf(one)} could not be proven: ${one.why}`,
    "do by hand what the incident document names, then `npx sagewarden vendors contain` (docs/containment.md)",
  );

/** Containments that nobody looks after by themselves. */
export const judgeIncidents = (open: readonly Incident[]): Answer => {
  const answers = open.flatMap((one) =>
    one.phase === "failed" ? failed(one) : one.phase === "held" ? waits(one) : [],
  );
  const others = open.map((one) => `${nameOf(one)} is ${one.phase}`);
  return worst(answers, others.length === 0 ? "no containment is open" : others.join(", "));
};

export const incidents: Check = {
  id: "containments",
  run: async ({ account }) => judgeIncidents((await account.incidents()).filter(({ exercise }) => !exercise)),
};

/** What is written over in a bucket without versions is no evidence. */
export const judgeEvidence = (bucket: string | undefined, versioning: string | undefined): Answer => {
  if (bucket === undefined) return fail(`${names.stack} has no bucket for evidence`, "npm run deploy");
  if (versioning === "Enabled") return ok(`${bucket} keeps every version`);
  return fail(`${bucket} keeps no versions: its versioning is ${versioning ?? "off"}`, "npm run deploy");
};

export const evidence: Check = {
  id: "evidence",
  run: async ({ settings, account }) => {
    const bucket = (await account.stack(names.stack, homeOf(settings)))?.outputs.EvidenceBucketName;
    return judgeEvidence(bucket, bucket === undefined ? undefined : await account.versioning(bucket));
  },
};

const longest = "P30D";

/** When each vendor's containment was last tried on a decoy, by the decoy's newest incident. */
export const judgeExercises = (last: Readonly<Record<string, string | undefined>>, now: string): Answer => {
  const old = Object.entries(last).filter(([, at]) => at === undefined || secondsBetween(at, now) > secondsOf(longest));
  if (old.length === 0)
    return ok(Object.keys(last).length === 0 ? "no vendor is registered" : `each within ${longest}`);
  return warn(
    old.map(([vendor, at]) => `${vendor}: ${at === undefined ? "never" : `last at ${at}`}`).join("; "),
    `npx sagewarden vendors exercise ${old[0]?.[0]}, weekly (docs/containment.md)`,
  );
};

export const exercises: Check = {
  id: "exercises",
  run: async ({ settings, account, caller }) => {
    const last = await Promise.all(
      contractsOf(settings, caller).map(async ({ vendor }) => {
        const { path, name } = exerciseRole(vendor);
        const decoy = `arn:${caller.partition}:iam::${caller.account}:role${path}${name}`;
        return [vendor, (await account.incident(decoy))?.openedAt] as const;
      }),
    );
    return judgeExercises(Object.fromEntries(last), new Date().toISOString());
  },
};
