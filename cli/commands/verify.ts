import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { BadInput } from "#shared/model/errors.ts";
import type { Severity } from "#shared/model/finding.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import { catalogue as newest } from "#shared/verify/actions.generated.ts";
import { cellsOf } from "#shared/verify/cells/enumerate.ts";
import type { Estate } from "#shared/verify/model.ts";
import { addFailOn, isGrave } from "../fail-on.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";
import { acceptDrift, readAccepted } from "../verify/accepted.ts";
import { checkEvidence, evidenceForm, inputsOf, writeEvidence } from "../verify/evidence.ts";
import { publicKeyOf, signerOf } from "../verify/evidence-keys.ts";
import { asHtml } from "../verify/html.ts";
import { asJson } from "../verify/json.ts";
import { addOracle, askOracle, oracleLines } from "../verify/oracle.ts";
import { type Proof, prove } from "../verify/proof.ts";
import { readEstate } from "../verify/read-estate.ts";
import { readForm } from "../verify/read-form.ts";
import { asText } from "../verify/text.ts";

export interface VerifyOptions extends CommonOptions {
  policies?: string;
  live?: boolean;
  smoke?: boolean;
  acceptDrift?: boolean;
  evidence?: string;
  signKey?: string;
  check?: string;
  publicKey?: string;
  html?: string;
  oracle?: string;
  oracleCells?: string;
  failOn?: unknown;
}

/** Exit 1: something is open that must be closed, or closed that a team works with, as grave as `--fail-on` says. */
export const verify = (proof: Proof, { json, failOn }: VerifyOptions, io: Io): number => {
  io.out(json ? asJson(proof) : asText(proof));
  for (const line of [...notAsked(proof), ...oracleLines(proof.oracle), totals(proof)]) io.err(line);
  return isGrave(findings(proof), failOn) ? 1 : 0;
};

const findings = ({
  absent,
  unasked,
  matrix,
  chains,
  lint,
  drift = [],
  ledger,
  oracle,
}: Proof): readonly { severity: Severity }[] => [
  ...lint,
  ...(unasked.some(({ isGrave }) => isGrave) ? [{ severity: "high" as const }] : []),
  ...(matrix.violations.length + chains.length > 0 ? [{ severity: "critical" as const }] : []),
  ...(drift.length + (ledger?.unlisted.length ?? 0) + (ledger?.expired.length ?? 0) > 0
    ? [{ severity: "medium" as const }]
    : []),
  ...(matrix.missing.length + absent.length > 0 ? [{ severity: "medium" as const }] : []),
  ...((oracle?.disagreements.length ?? 0) > 0 ? [{ severity: "high" as const }] : []),
];

const notAsked = ({ drift, ledger, openModels }: Proof): readonly string[] => [
  ...(openModels
    ? [
        `any team may serve any model, which is not asked: ${plainText(openModels.owner, 100)} takes that risk until ${openModels.expires}`,
      ]
    : []),
  ...(drift === undefined
    ? ["no actions.lock.json: what wildcards catch anew is not asked (--accept-drift writes it)"]
    : []),
  ...(ledger === undefined ? ["no unscopable.json: who accepts what cannot be scoped is not asked"] : []),
];

const totals = ({ borders, absent, matrix: { cells, violations, missing }, chains, lint }: Proof): string =>
  `${borders.judged.length} of ${borders.judged.length + borders.alike.length} borders, the others like them; ${
    absent.length === 0 ? "" : `${absent.length} roles are not there; `
  }${cells} cells: ${violations.length} violations, ${missing.length} missing; ${chains.length} chains; ${lint.length} statements that say less`;

const ours = fileURLToPath(new URL("../../policies/studio", import.meta.url));

interface Found {
  estate: Estate;
  /** Its documents are not the files of a folder. */
  isAccount: boolean;
}

const estateOf = async ({ policies, live, ...options }: VerifyOptions, io: Io): Promise<Found> => {
  if (policies !== undefined && live) {
    throw new BadInput("verify: --policies and --live are both given; allowed: one of them, or neither");
  }
  if (policies !== undefined) return { estate: await readEstate(policies, io.cwd), isAccount: false };
  if (live) return { estate: await (await import("../verify/live.ts")).liveEstate(options, io), isAccount: true };
  const synthesized = await (await import("../verify/synthesized.ts")).synthesizedEstate(options, io);
  if (synthesized !== undefined) return { estate: synthesized, isAccount: true };
  io.err(
    "nothing is synthesized here: the policies that the constructs use, policies/studio; --policies DIR and --live are others",
  );
  return { estate: await readEstate(ours, io.cwd), isAccount: false };
};

const readText = (file: string, cwd: string): Promise<string> =>
  readFile(resolve(cwd, file), "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new BadInput(`${file}: it cannot be read (${error.code})`, { cause: error });
  });

const check = async (estate: Estate, file: string, { publicKey, json }: VerifyOptions, io: Io): Promise<number> => {
  const evidence = await readForm(resolve(io.cwd, file), evidenceForm);
  if (evidence === undefined) throw new BadInput(`${file}: there is no such file`);
  const key = await publicKeyOf(publicKey, (file) => readText(file, io.cwd));
  const today = { cells: cellsOf(estate).length, catalogue: newest.version };
  const problems = checkEvidence(evidence, estate, key, today);
  const { at, tool, catalogue, counts } = evidence.evidence;
  const isSigned = evidence.signature !== null;
  if (key === undefined) io.err("nobody vouches for it: --public-key says whose signature it must have");
  if (json)
    io.out(JSON.stringify({ valid: problems.length === 0, problems, signed: isSigned, at, tool, catalogue, counts }));
  else io.out([...problems, `${isSigned ? "signed" : "not signed"}, of ${at}, ${JSON.stringify(counts)}`].join("\n"));
  return problems.length === 0 ? 0 : 1;
};

const writeFiles = async (estate: Estate, proof: Proof, at: string, options: VerifyOptions, io: Io): Promise<void> => {
  const { evidence, html, signKey } = options;
  if (evidence !== undefined) {
    const { version } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8"));
    const result = JSON.parse(asJson(proof));
    const counts = {
      ...{ cells: proof.matrix.cells, violations: proof.matrix.violations.length },
      ...{ missing: proof.matrix.missing.length, chains: proof.chains.length, lint: proof.lint.length },
      absent: proof.absent.length,
    };
    const head = { format: "sagewarden verify 1", at, tool: version, catalogue: newest.version } as const;
    const text = await writeEvidence(
      { ...head, ...inputsOf(estate), counts, result },
      await signerOf(signKey, (file) => readText(file, io.cwd)),
    );
    await writeFile(resolve(io.cwd, evidence), text);
  }
  if (html !== undefined) await writeFile(resolve(io.cwd, html), asHtml(proof, at));
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
    command
      .option("--evidence <file>", "writes what was proven and of what, with its digest")
      .option(
        "--sign-key <key>",
        "signs the evidence: a file with an Ed25519 private key in PEM, or a key of KMS: alias/NAME, an ARN",
      )
      .option("--check <file>", "proves nothing: compares evidence with the policies, its digest and its signature")
      .option("--public-key <key>", "with --check: the key that must have signed it, a PEM file or a key of KMS")
      .option("--html <file>", "writes the matrix as one page");
    addOracle(command);
    addFailOn(command, "medium");
  },
  async run(_args, options: VerifyOptions, io) {
    if (options.signKey !== undefined && options.evidence === undefined) {
      throw new BadInput("verify: --sign-key is given without --evidence; allowed: both, or the second alone");
    }
    const { estate, isAccount } = await estateOf(options, io);
    if (options.acceptDrift) io.err(`${await acceptDrift(estate, options.policies, io.cwd)}: written`);
    if (options.check !== undefined) return check(estate, options.check, options, io);
    const accepted = await readAccepted(estate, options.policies, io.cwd, isAccount);
    const at = new Date().toISOString();
    const ours = prove(estate, { isSmoke: options.smoke === true, today: at.slice(0, 10), ...accepted });
    const proof =
      options.oracle === undefined ? ours : { ...ours, oracle: await askOracle(estate, options.oracleCells) };
    await writeFiles(estate, proof, at, options, io);
    return verify(proof, options, io);
  },
};
