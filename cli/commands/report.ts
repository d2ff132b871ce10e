import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { BadInput } from "#shared/model/errors.ts";
import { regionsOf, type Settings } from "#shared/model/settings.ts";
import type { Table } from "#shared/record/table.ts";
import { beginOf } from "../report/since.ts";
import { loadSettings } from "../settings.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";

export interface ReportParts {
  settings: Settings;
  table: Pick<Table, "index">;
  /** ISO 8601 */
  now: string;
}

interface ReportOptions extends CommonOptions {
  since?: unknown;
  out?: unknown;
  would?: unknown;
}

/** The name is checked before anything is read: a report must not be made over a file of another sort. */
const pageName = (out: unknown): string | undefined => {
  if (out === undefined) return undefined;
  if (typeof out === "string" && /\.html?$/i.test(out)) return out;
  throw new BadInput(
    `--out: found ${JSON.stringify(String(out).slice(0, 200))}; allowed: a file name that ends with .html`,
  );
};

const write = async (file: string, text: string, io: Io): Promise<void> => {
  try {
    await writeFile(resolve(io.cwd, file), text);
  } catch (error) {
    const { code = "it cannot be written" } = error as NodeJS.ErrnoException;
    throw new BadInput(`--out: ${file} cannot be written (${code}); allowed: a file in a folder that is there`, {
      cause: error,
    });
  }
};

/** What the ledger holds of a span, on stdout or as one page. Exit 0: what it tells of is what was asked for. */
export const report = async (
  options: ReportOptions,
  io: Io,
  { settings, table, now }: ReportParts,
): Promise<number> => {
  const file = pageName(options.out);
  const from = beginOf(options.since, now);
  const { readSpan } = await import("#shared/record/span.ts");
  const { reportOf } = await import("../report/report.ts");
  const { asText, wouldText } = await import("../report/text.ts");
  const made = reportOf(await readSpan(table, from, now), settings);
  if (file !== undefined) {
    const { asHtml } = await import("../report/html.ts");
    await write(file, asHtml(made), io);
    io.err(`${file} written`);
  }
  if (options.json) io.out(JSON.stringify(made));
  else if (options.would) io.out(wouldText(made));
  else if (file === undefined) io.out(asText(made));
  return 0;
};

export const verb: Verb = {
  name: "report",
  summary: "tells from the ledger what was done, and what would be done in another mode",
  configure(command) {
    command
      .option("--since <duration>", "how far back, an ISO 8601 duration", "P7D")
      .option("--would", "every tag, stop, delete and notice that was held back, and the settings that turn it on")
      .option("--out <file.html>", "writes one page that needs nothing else, for auditors");
  },
  async run(_args, options, io) {
    const now = new Date().toISOString();
    pageName(options.out);
    beginOf(options.since, now);
    const settings = await loadSettings(options, io);
    const [region = ""] = regionsOf(settings);
    const { deployedTable } = await import("#shared/aws/inspect/ledger.ts");
    return report(options, io, { settings, table: deployedTable({ region }), now });
  },
};
