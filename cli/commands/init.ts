import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Sources } from "../init/facts.ts";
import type { Proposal } from "../init/proposal.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";

const counted = ({ teams, people, provisioners, vendors, notes }: Proposal): string =>
  [
    `${teams.length} teams, ${people.length} people`,
    `${provisioners.length} creating roles and ${vendors.length} roles with foreign trust as comments`,
    `${notes.length} things to decide`,
  ].join("; ");

interface InitOptions extends CommonOptions {
  out?: unknown;
  force?: unknown;
}

/** Reads the account, writes the file. Exit 1: a file is there and was not touched. */
export const init = async (options: InitOptions, io: Io, sources: Sources): Promise<number> => {
  const file = String(options.out);
  const path = resolve(io.cwd, file);
  if (existsSync(path) && !options.force) {
    io.err(`${file} is there already and was not touched: --out FILE writes elsewhere, --force writes over it`);
    return 1;
  }
  const { gather } = await import("../init/facts.ts");
  const { propose } = await import("../init/proposal.ts");
  const { settingsText } = await import("../init/settings-text.ts");
  const facts = await gather(sources);
  const proposal = propose(facts);
  await writeFile(path, settingsText(proposal), { flag: options.force ? "w" : "wx" });
  const { account } = facts;
  if (options.json) io.out(JSON.stringify({ file, account, ...proposal }));
  else io.out(`${file} written from account ${account} in ${proposal.region}: ${counted(proposal)}`);
  return 0;
};

export const verb: Verb = {
  name: "init",
  summary: "writes a sagewarden.yaml to start from, out of what the account shows",
  configure(command) {
    command
      .option("--out <file>", "where to write", "sagewarden.yaml")
      .option("--force", "writes over a file that is there");
  },
  async run(_args, options, io) {
    const { liveSources } = await import("../init/facts.ts");
    return init(options, io, liveSources);
  },
};
