import { fileURLToPath } from "node:url";
import { BadInput } from "#shared/model/errors.ts";
import type { Severity } from "#shared/model/finding.ts";
import type { Estate } from "#shared/verify/model.ts";
import { addFailOn, isGrave } from "../fail-on.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";
import { acceptDrift, readAccepted } from "../verify/accepted.ts";
import { asJson } from "../verify/json.ts";
import { type Proof, prove } from "../verify/proof.ts";
import { readEstate } from "../verify/read-estate.ts";
import { asText } from "../verify/text.ts";

export interface VerifyOptions extends CommonOptions {
  policies?: string;
  live?: boolean;
  smoke?: boolean;
  acceptDrift?: boolean;
  failOn?: unknown;
}

/** Exit 1: something is open that must be closed, or closed that a team works with, as grave as `--fail-on` says. */
export const verify = (proof: Proof, { json, failOn }: VerifyOptions, io: Io): number => {
  io.out(json ? asJson(proof) : asText(proof));
  for (const line of [...notAsked(proof), totals(proof)]) io.err(line);
  return isGrave(findings(proof), failOn) ? 1 : 0;
};

const findings = ({ matrix, chains, lint, drift = [], ledger }: Proof): readonly { severity: Severity }[] => [
  ...lint,
  ...(matrix.violations.length + chains.length > 0 ? [{ severity: "critical" as const }] : []),
  ...(drift.length + (ledger?.unlisted.length ?? 0) + (ledger?.expired.length ?? 0) > 0
    ? [{ severity: "medium" as const }]
    : []),
  ...(matrix.missing.length > 0 ? [{ severity: "medium" as const }] : []),
];

const notAsked = ({ drift, ledger }: Proof): readonly string[] => [
  ...(drift === undefined
    ? ["no actions.lock.json: what wildcards catch anew is not asked (--accept-drift writes it)"]
    : []),
  ...(ledger === undefined ? ["no unscopable.json: who accepts what cannot be scoped is not asked"] : []),
];

const totals = ({ matrix: { cells, violations, missing }, chains, lint }: Proof): string =>
  `${cells} cells: ${violations.length} violations, ${missing.length} missing; ${chains.length} chains; ${lint.length} statements that say less`;

const ours = fileURLToPath(new URL("../../policies/studio", import.meta.url));

const estateOf = async ({ policies, live, ...options }: VerifyOptions, io: Io): Promise<Estate> => {
  if (policies !== undefined && live) {
    throw new BadInput("verify: --policies and --live are both given; allowed: one of them, or neither");
  }
  if (policies !== undefined) return readEstate(policies, io.cwd);
  if (live) return (await import("../verify/live.ts")).liveEstate(options, io);
  const synthesized = await (await import("../verify/synthesized.ts")).synthesizedEstate(options, io);
  if (synthesized !== undefined) return synthesized;
  io.err(
    "nothing is synthesized here: the policies that the constructs use, policies/studio; --policies DIR and --live are others",
  );
  return readEstate(ours, io.cwd);
};

export const verb: Verb = {
  name: "verify",
  summary: "proves that teams cannot touch each other's: every cell of the matrix, every short chain of calls",
  configure(command) {
    command
      .option("--policies <dir>", "a folder with verify.json, which names roles, sessions and policy files")
      .option("--live", "the roles of the live account, and the people of the settings")
      .option("--smoke", "2,592 cells instead of 21,750: one action of each class");
    command.option("--accept-drift", "writes actions.lock.json: what the wildcards of the policies catch today");
    addFailOn(command, "medium");
  },
  async run(_args, options: VerifyOptions, io) {
    const estate = await estateOf(options, io);
    if (options.acceptDrift) io.err(`${await acceptDrift(estate, options.policies, io.cwd)}: written`);
    const accepted = await readAccepted(estate, options.policies, io.cwd);
    const today = new Date().toISOString().slice(0, 10);
    return verify(prove(estate, { isSmoke: options.smoke === true, today, ...accepted }), options, io);
  },
};
