import type { ExternalIdSecret } from "#shared/aws/rotate/secret.ts";
import type { StackParameters } from "#shared/aws/rotate/stack.ts";
import type { LiveTrust } from "#shared/aws/rotate/trust.ts";
import type { Contract } from "#shared/model/contract.ts";
import { externalIdParameters, names } from "#shared/names.ts";
import type { RotationRow } from "#shared/record/rotations.ts";
import {
  noVersion,
  type Rotation,
  type RotationState,
  type RotationStep,
  rotationPlan,
  stateOf,
  stepTexts,
  trustIsOurs,
  versionNamed,
} from "#shared/vendors/role/rotation.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";
import { contractNamed } from "./contract-named.ts";

interface RotateOptions extends CommonOptions {
  finish?: unknown;
  show?: unknown;
}

/** What is asked of AWS and of the ledger. Tests answer from a table. */
export interface RotateMeans {
  secret: ExternalIdSecret;
  stack: StackParameters;
  trust(): Promise<LiveTrust | undefined>;
  /** Absent: there is no ledger. */
  record?(row: Omit<RotationRow, "vendor" | "by">): Promise<void>;
  /** ISO 8601 */
  now(): string;
}

/** One document of machine output. `externalId` only with `--show`: the new one while both are trusted, else the only one. */
export interface Rotated {
  vendor: string;
  state: RotationState;
  done: readonly RotationStep[];
  secret: string;
  /** Since when there is a new one, ISO 8601, or null. */
  since: string | null;
  externalId?: string;
}

/** Why the external id of this contract cannot be rotated here, whatever its state. */
export const notOurs = ({ vendor, role, externalId }: Contract): string | undefined => {
  if (role.madeBy === "others")
    return `${vendor}: somebody else makes ${role.arn}; the external id is theirs to change`;
  if (externalId.type === "given")
    return `${vendor}: the settings give its external id; change vendors.${vendor}.externalId`;
  return undefined;
};

const refusedBy = async (rotation: Rotation, { secret, trust }: RotateMeans): Promise<string | undefined> => {
  const live = await trust();
  if (live === undefined) return "there is no such role: npm run deploy";
  const contained = live.policies.filter((name) => name.startsWith("Sagewarden"));
  if (contained.length > 0) return `the role is contained (${contained.join(", ")}): restore it first`;
  const { current, pending } = rotation;
  const values = { current: await secret.value(current), pending: pending && (await secret.value(pending.id)) };
  const isOurs = trustIsOurs(live.externalIds, { state: stateOf(rotation), ...values });
  return isOurs
    ? undefined
    : "the role's trust is not what the stack wrote: it is contained, or somebody has edited it";
};

const observe = async ({ vendor }: Contract, { secret, stack }: RotateMeans): Promise<Rotation | string> => {
  const next = (await stack.read())?.[externalIdParameters(vendor).next];
  const versions = await secret.versions();
  if (next === undefined || versions === undefined)
    return `${names.vendorsStack} has made no external id for it: npm run deploy`;
  return { ...versions, isOverlap: next !== noVersion };
};

const take = async (
  step: RotationStep,
  { vendor }: Contract,
  { current, pending }: Rotation,
  { secret, stack }: RotateMeans,
): Promise<void> => {
  const { trusted, next } = externalIdParameters(vendor);
  const trust = (other: string) => stack.write({ [trusted]: versionNamed(current), [next]: other });
  if (step === "make-new") return secret.makePending();
  if (step === "trust-new") return trust(noVersion);
  if (pending === undefined) throw new Error(`${step}: the secret has no version AWSPENDING any more`);
  if (step === "trust-both") return trust(versionNamed(pending.id));
  return step === "promote" ? secret.promote({ current, pending: pending.id }) : secret.forgetPending(pending.id);
};

interface Way {
  before: Rotation;
  steps: readonly RotationStep[];
}

/** What is there and what is left to do; or why nothing is done. */
const findWay = async (contract: Contract, wish: "begin" | "finish", means: RotateMeans): Promise<Way | string> => {
  const never = notOurs(contract);
  if (never !== undefined) return never;
  const before = await observe(contract, means);
  if (typeof before === "string") return before;
  const plan = rotationPlan(before, wish);
  if ("refused" in plan) return plan.refused;
  return (await refusedBy(before, means)) ?? { before, steps: plan.steps };
};

/**
 * Answers what is there at the end. The label AWSPENDING tells that a rotation is under way: what must not be forgotten is
 * recorded before it goes.
 */
const goOn = async (contract: Contract, way: Way, means: RotateMeans, io: Pick<Io, "err">): Promise<Rotation> => {
  let there = way.before;
  for (const step of way.steps) {
    if (step === "forget-label") await means.record?.({ act: "finished", version: there.current, at: means.now() });
    await take(step, contract, there, means);
    io.err(stepTexts[step]);
    const after = await observe(contract, means);
    if (typeof after === "string") throw new Error(after);
    there = after;
  }
  const { pending } = there;
  if (pending && stateOf(there) === "overlap")
    await means.record?.({ act: "begun", version: pending.id, at: means.now() });
  if (means.record === undefined) io.err("there is no ledger: nothing is recorded");
  return there;
};

/** Exit 1: refused, and why on stderr; nothing was changed. */
export const rotate = async (
  contract: Contract,
  { finish, show, json }: RotateOptions,
  io: Pick<Io, "out" | "err">,
  means: RotateMeans,
): Promise<number> => {
  const way = await findWay(contract, finish ? "finish" : "begin", means);
  if (typeof way === "string") {
    io.err(`vendors rotate is refused: ${way}`);
    return 1;
  }
  const after = await goOn(contract, way, means, io);
  const { current, pending } = after;
  const shown = show ? { externalId: await means.secret.value(pending?.id ?? current) } : {};
  tell({ ...toldOf(contract, after), done: way.steps, ...shown }, { json: Boolean(json) }, io);
  return 0;
};

const toldOf = ({ vendor, externalId }: Contract, after: Rotation) => ({
  vendor,
  state: stateOf(after),
  secret: externalId.type === "auto" ? externalId.secret : "",
  since: after.pending?.at ?? null,
});

const meanings: Readonly<Record<RotationState, string>> = {
  steady: "one external id is trusted; no rotation is under way",
  begun: "a new external id is made, and not trusted yet",
  overlap: "both external ids are trusted: give the vendor the new one, and end it with --finish when it uses that",
  promoted: "a rotation is being finished",
  closing: "a rotation is being finished",
};

const tell = (rotated: Rotated, { json }: { json: boolean }, io: Pick<Io, "out">): void => {
  if (json) {
    io.out(JSON.stringify(rotated));
    return;
  }
  const { vendor, state, secret, since, externalId } = rotated;
  const stage = state === "overlap" ? "AWSPENDING" : "AWSCURRENT";
  io.out(`${vendor}: ${meanings[state]}${since === null ? "" : ` (since ${since})`}`);
  io.out(externalId === undefined ? `in Secrets Manager: ${secret}, version ${stage}` : `external id: ${externalId}`);
};

export const verb: Verb = {
  name: "rotate",
  summary: "a new external id for a vendor, trusted beside the old one until --finish",
  configure(command) {
    command
      .argument("<name>", "the vendor, as in the settings")
      .option("--finish", "ends the overlap: only the new external id is trusted")
      .option("--show", "prints the external id that the vendor is to enter");
  },
  async run([name = ""], options, io) {
    const { findDeployment } = await import("../deployed.ts");
    const deployment = await findDeployment(options, io);
    if (deployment.isDifferent) {
      io.err(
        "vendors rotate is refused: the local settings differ from the deployed ones; deploy them, or name the file with --config",
      );
      return 1;
    }
    const { region, settings, isDeployed } = deployment;
    const { getCaller } = await import("#shared/aws/inspect/sts.ts");
    const caller = await getCaller({ region });
    const contract = contractNamed(name, settings, caller);
    const { liveMeans } = await import("./rotate-live.ts");
    return rotate(contract, options, io, liveMeans(contract, { region, isDeployed, by: caller.arn }));
  },
};
