import { execFile } from "node:child_process";
import { versions } from "node:process";
import { promisify } from "node:util";
import { BadInput } from "#shared/model/errors.ts";
import type { Settings } from "#shared/model/settings.ts";
import { keyOf } from "#shared/model/tag-keys.ts";
import { describeFailure } from "../failure.ts";
import { loadSettings, settingsFile } from "../settings.ts";
import type { CommonOptions, Io } from "../verb.ts";
import { type Account, liveAccount } from "./account.ts";
import { type Answer, type Check, fail, ok, type Situation, unknown } from "./check.ts";
import { evidence, exercises, incidents } from "./containment.ts";
import { deadLetters, permissions } from "./functions.ts";
import { type LiveResult, type Probe, probeLive } from "./live.ts";
import { liveProbe } from "./live-probe.ts";
import { judgeNode, judgePython } from "./machine.ts";
import { organizationPolicies } from "./organization.ts";
import { pause } from "./pause.ts";
import { probe } from "./probe.ts";
import { tagPropagation } from "./propagation.ts";
import { reach } from "./reach.ts";
import type { Report } from "./report.ts";
import { rules } from "./rules.ts";
import { collectors, deployedSettings, homeOf, stack } from "./stacks.ts";
import { trail } from "./trail.ts";
import { dataEvents, vendorRegions, vendorRoles, watchList } from "./vendors.ts";

/** The checks of the account, in the order in which they are told. */
export const accountChecks: readonly Check[] = [
  trail,
  stack,
  collectors,
  rules,
  deadLetters,
  permissions,
  deployedSettings,
  pause,
  tagPropagation,
  reach,
  vendorRoles,
  vendorRegions,
  dataEvents,
  watchList,
  incidents,
  evidence,
  exercises,
  organizationPolicies,
  probe,
];

/** What doctor stands on. Tests pass their own. */
export interface Ground {
  account(region: string): Account;
  probe(region: string): Probe;
  /** What `python3 --version` prints, or undefined. */
  python(): Promise<string | undefined>;
  /** A name that nobody has used. */
  experiment(): string;
}

const python = async (): Promise<string | undefined> => {
  try {
    return (await promisify(execFile)("python3", ["--version"])).stdout;
  } catch {
    return undefined;
  }
};

export const realGround: Ground = {
  account: liveAccount,
  probe: liveProbe,
  python,
  experiment: () => `sagewarden-doctor-${crypto.randomUUID().slice(0, 8)}`,
};

const attempt = async <Result extends Answer>(work: () => Promise<Result>): Promise<Result | Answer> => {
  try {
    return await work();
  } catch (error) {
    return unknown(describeFailure(error), "mend this, then run doctor again");
  }
};

const readSettings = async (options: CommonOptions, io: Io): Promise<{ settings?: Settings; answer: Answer }> => {
  try {
    const settings = await loadSettings(options, io);
    return { settings, answer: ok(`${settingsFile(options, io).file} is valid, mode ${settings.mode}`) };
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return { answer: fail(error.message, "docs/settings.md") };
  }
};

const identify = async (account: Account): Promise<{ caller?: Situation["caller"]; answer: Answer }> => {
  try {
    const caller = await account.caller();
    return { caller, answer: ok(`${caller.arn} in account ${caller.account}`) };
  } catch (error) {
    return { answer: fail(describeFailure(error), "give the AWS SDK credentials and a way out, e.g. AWS_PROFILE") };
  }
};

type Named = { id: string } & Answer;

const checkAccount = async (settings: Settings, ground: Ground): Promise<{ named: Named[]; reachable: boolean }> => {
  const account = ground.account(homeOf(settings));
  const { caller, answer } = await identify(account);
  const named = { id: "credentials", ...answer };
  if (caller === undefined) {
    const rest = accountChecks.map(({ id }) => ({ id, ...unknown("not looked at: no credentials") }));
    return { named: [named, ...rest], reachable: false };
  }
  const situation = { settings, account, caller };
  const answers = await Promise.all(
    accountChecks.map(async ({ id, run }) => ({ id, ...(await attempt(() => run(situation))) })),
  );
  return { named: [named, ...answers], reachable: true };
};

const live = async (settings: Settings, ground: Ground): Promise<{ named: Named; result?: LiveResult }> => {
  const answer = await attempt(() =>
    probeLive(ground.experiment(), keyOf("team", settings), ground.probe(homeOf(settings))),
  );
  const { status, detail, remediation } = answer;
  return { named: { id: "live", status, detail, remediation }, ...("shapes" in answer ? { result: answer } : {}) };
};

/** Runs every check that can be run. Throws only what is a fault of our own. */
export const examine = async (
  options: CommonOptions & { live?: unknown },
  io: Io,
  ground: Ground = realGround,
): Promise<Report> => {
  const { settings, answer } = await readSettings(options, io);
  const machine: Named[] = [
    { id: "node", ...judgeNode(versions.node) },
    { id: "python", ...judgePython(await ground.python()) },
    { id: "settings", ...answer },
  ];
  if (settings === undefined) {
    const rest = ["credentials", ...accountChecks.map(({ id }) => id)];
    return { checks: [...machine, ...rest.map((id) => ({ id, ...unknown("not looked at: no valid settings") }))] };
  }
  const { named, reachable } = await checkAccount(settings, ground);
  if (!options.live || !reachable) return { checks: [...machine, ...named] };
  const { named: last, result } = await live(settings, ground);
  const shown = result === undefined ? {} : { live: { seconds: result.seconds, shapes: result.shapes } };
  return { checks: [...machine, ...named, last], ...shown };
};
