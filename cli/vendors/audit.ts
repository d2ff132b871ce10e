import type { Audited } from "#shared/detect/audit/index.ts";
import type { AuditFinding } from "#shared/detect/audit/rule.ts";
import { BadInput } from "#shared/model/errors.ts";
import { severities } from "#shared/model/finding.ts";
import type { AccountFacts } from "#shared/model/role-facts.ts";
import { regionsOf, type Settings } from "#shared/model/settings.ts";
import { addFailOn, isGrave } from "../fail-on.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";
import { auditTable, jsonLine, problemLines, unknownLines } from "./findings.ts";
import { addInput, type Ground, liveAccount, saved } from "./ground.ts";

export interface AuditOptions extends CommonOptions {
  input?: readonly string[];
  failOn?: unknown;
  sarif?: string;
  asff?: string;
}

const totals = ({ account, roles }: AccountFacts, { findings, roles: seen }: Audited): string => {
  const counts = Map.groupBy(findings, ({ severity }) => severity);
  const each = severities.toReversed().flatMap((severity) => {
    const of = counts.get(severity);
    return of === undefined ? [] : [`${of.length} ${severity}`];
  });
  const those = `${seen.length} of the ${roles.length} roles of ${account} let somebody outside in`;
  return `${those}; ${findings.length} findings${each.length === 0 ? "" : `: ${each.join(", ")}`}`;
};

/** Exit 1: a finding is as grave as `--fail-on` says. */
export const auditAll = async (
  { json, failOn, sarif, asff }: AuditOptions,
  io: Io,
  { facts, problems, settings, now }: Ground,
): Promise<number> => {
  const { audit } = await import("#shared/detect/audit/index.ts");
  const { contractsOf } = await import("#shared/vendors/contract.ts");
  const audited = audit(facts, contractsOf(settings, facts), settings, now);
  const { findings } = audited;
  if (json) for (const finding of findings) io.out(jsonLine(finding));
  else if (findings.length > 0) io.out(auditTable(findings));
  if (sarif !== undefined) await write(sarif, io, (await import("./sarif.ts")).sarif(findings));
  if (asff !== undefined) await write(asff, io, await asAsff(findings, facts, settings, now));
  for (const line of [...problemLines(problems), ...unknownLines(audited.unknown)]) io.err(line);
  io.err(totals(facts, audited));
  return isGrave(findings, failOn) ? 1 : 0;
};

const write = async (file: string, io: Io, text: string): Promise<void> => {
  const { writeFile } = await import("node:fs/promises");
  const { resolve } = await import("node:path");
  try {
    await writeFile(resolve(io.cwd, file), text);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    throw new BadInput(`${file}: it cannot be written (${code}); allowed: a file in a folder that is there`, {
      cause: error,
    });
  }
  io.err(`wrote ${file}`);
};

/** A list, as `aws securityhub batch-import-findings --findings file://…` takes it, 100 at a time. */
const asAsff = async (
  findings: readonly AuditFinding[],
  { account, partition }: AccountFacts,
  settings: Settings,
  now: string,
): Promise<string> => {
  const { asffRow } = await import("#shared/vendors/report/asff-row.ts");
  const { findingChanges } = await import("#shared/decide/finding-rows.ts");
  const place = { account, partition, region: regionsOf(settings)[0] ?? "" };
  // Of two findings with one id Security Hub keeps the later one only: those at one place are one, as in the ledger.
  const { rows } = findingChanges([], { findings, unknown: [] }, { roles: new Set(), isWhole: false }, now);
  return `${JSON.stringify(
    rows.map((row) => asffRow(row, place)),
    null,
    2,
  )}\n`;
};

export const verb: Verb = {
  name: "audit",
  summary: "judges every role that somebody outside may take, live or from saved documents",
  configure(command) {
    addInput(command);
    command
      .option("--sarif <file>", "writes the findings as SARIF 2.1.0 too, for code scanning")
      .option("--asff <file>", "writes the findings as Security Hub takes them too");
    addFailOn(command, "medium");
  },
  async run(_args, options: AuditOptions, io) {
    const { input } = options;
    return auditAll(
      options,
      io,
      input === undefined ? await liveAccount(options, io) : await saved(input, options, io),
    );
  },
};
