import { BadInput } from "#shared/model/errors.ts";
import { addSourceOptions } from "../assume/options.ts";
import { borrow, type Lent, regionNamed } from "../env/borrow.ts";
import type { Syntax } from "../env/change.ts";
import { orFalse, shellOption, toldOf } from "../env/or-false.ts";
import { borrowedIn, restore } from "../env/restore.ts";
import { failsTheShell } from "../env/wrong-use.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";
import { admittedFor, lenderFor, uncapped } from "./admitted.ts";
import { orDenied } from "./denied.ts";
import { readGround } from "./ground.ts";

type Options = CommonOptions & Readonly<Record<string, unknown>>;

const print = async (name: string, options: Options, syntax: Syntax, io: Io): Promise<void> => {
  if (options.json) throw new BadInput("--json: a shell evaluates this; allowed: without");
  const ground = await readGround(options, io);
  const lender = lenderFor(admittedFor(name, ground), ground);
  if (lender === undefined) {
    if (borrowedIn(io.env) !== undefined) io.out(restore(syntax, io.env));
    io.err(uncapped(name));
    return;
  }
  const lend = async (): Promise<Lent> => {
    const session = await lender.lend();
    const [{ roleArn, sessionName }] = await lender.roles();
    return { session, role: roleArn, sessionName, region: regionNamed(ground.originals) };
  };
  const { text, lent } = await borrow(lend, syntax, io.env);
  io.out(text);
  io.err(toldOf(name, lent.sessionName, lent.session));
};

export const verb: Verb = {
  name: "env",
  summary: "gives a shell a connection's credentials, capped to its target; env --restore its former ones",
  configure: (command) => {
    addSourceOptions(failsTheShell(command))
      .option(...shellOption)
      .argument("<name>", "the connection");
  },
  run: ([name = ""], options, io) =>
    orDenied(() => orFalse(options.shell, io, (syntax) => print(name, options, syntax, io)), io),
};
