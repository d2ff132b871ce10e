import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Contract } from "#shared/model/contract.ts";
import { BadInput } from "#shared/model/errors.ts";
import { inDirectory, type Settings } from "#shared/model/settings.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import { sheetLines, sheetMarkdown, sheetOf } from "#shared/vendors/role/sheet.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";
import { contractNamed } from "./contract-named.ts";

interface SheetOptions extends CommonOptions {
  out?: unknown;
}

/** The owner with an address, else the owner's team, else whom the settings name as approvers. */
export const contactOf = ({ owner, team }: Contract, { people, approvers }: Settings): string => {
  const reach = (id: string): string => {
    const email = inDirectory(people, id)?.email;
    return email === undefined ? id : `${id} <${email}>`;
  };
  if (owner !== undefined) return `${reach(owner)}${team === undefined ? "" : `, ${team}`}`;
  return approvers.length === 0 ? "the account's owner" : approvers.map(reach).join(", ");
};

const labelWidth = 20;

/** The sheet as text, as one JSON document, or as Markdown in a file. */
export const showSheet = async (
  contract: Contract,
  { json, out }: SheetOptions,
  io: Pick<Io, "out" | "err" | "cwd">,
  place: { account: string; contact: string },
): Promise<number> => {
  const sheet = sheetOf(contract, place);
  if (typeof out === "string") {
    await write(resolve(io.cwd, out), sheetMarkdown(sheet));
    io.err(`${out} is written; the external id is not in it`);
  }
  if (json) io.out(JSON.stringify(sheet));
  else if (typeof out !== "string") {
    for (const [label, text] of sheetLines(sheet)) io.out(`${label.padEnd(labelWidth)}${plainText(text, 500)}`);
    io.out(`\n${sheet.example}`);
  }
  return 0;
};

const write = async (file: string, text: string): Promise<void> => {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new BadInput(
      `--out: ${file} cannot be written: ${(error as Error).message}; allowed: a file in a folder that is there`,
    );
  }
};

export const verb: Verb = {
  name: "sheet",
  summary: "what a vendor's people need to know, to enter and to expect: its onboarding sheet",
  configure(command) {
    command
      .argument("<name>", "the vendor, as in the settings")
      .option("--out <file>", "writes it as Markdown into this file");
  },
  async run([name = ""], options, io) {
    const { findDeployment } = await import("../deployed.ts");
    const { settings, region } = await findDeployment(options, io);
    const { getCaller } = await import("#shared/aws/inspect/sts.ts");
    const caller = await getCaller({ region });
    const contract = contractNamed(name, settings, caller);
    const { account } = caller;
    return showSheet(contract, options, io, { account, contact: contactOf(contract, settings) });
  },
};
