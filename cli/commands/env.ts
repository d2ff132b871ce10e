import { BadInput } from "#shared/model/errors.ts";
import { makeLender } from "../assume/make-lender.ts";
import { addAssumeOptions, readAsked } from "../assume/options.ts";
import { borrow, type Lent, regionNamed } from "../env/borrow.ts";
import type { Syntax } from "../env/change.ts";
import { thisMoment } from "../env/machine.ts";
import { orFalse, shellOption, toldOf } from "../env/or-false.ts";
import { printedProfile, refuseUsedOnce } from "../env/printed-profile.ts";
import { borrowedIn, restore } from "../env/restore.ts";
import { statusLines, statusOf } from "../env/status.ts";
import { failsTheShell } from "../env/wrong-use.ts";
import { optionName } from "../option-name.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";

type Options = CommonOptions & Readonly<Record<string, unknown>>;

/** What is asked for, beside borrowing: one thing. */
const further = ["restore", "status", "printProfile"] as const;

const furtherIn = (options: Options): (typeof further)[number][] =>
  further.filter((name) => options[name] !== undefined);

/** Goes with everything. */
const everywhere: readonly string[] = ["shell", "json", "config"];

/** A profile is of a role, with all that belongs to one; what was borrowed is given back or told as it is. */
const refuseMixed = (options: Options): void => {
  const [first, second] = furtherIn(options);
  if (first === undefined) return;
  const isBeside = (name: string): boolean =>
    name !== first && !everywhere.includes(name) && options[name] !== undefined;
  const beside = second ?? (first === "printProfile" ? undefined : Object.keys(options).find(isBeside));
  if (beside === undefined) return;
  throw new BadInput(`${optionName(first)}: not together with ${optionName(beside)}; allowed: one of them`);
};

const lend = async (options: Options, io: Io): Promise<Lent> => {
  const lender = await makeLender(readAsked(options), options, io);
  const session = await lender.lend();
  const { roleArn, sessionName } = (await lender.roles()).at(-1) ?? { roleArn: "", sessionName: "" };
  return { session, role: roleArn, sessionName, region: regionNamed(lender.originals) };
};

/** Nothing is printed before all of it is there. */
const evaluated = async (options: Options, syntax: Syntax, io: Io): Promise<void> => {
  refuseMixed(options);
  if (options.json) throw new BadInput("--json: a shell evaluates this; allowed: with --status or --print-profile");
  if (options.restore) {
    io.out(restore(syntax, io.env));
    return;
  }
  const { text, lent } = await borrow(() => lend(options, io), syntax, io.env);
  io.out(text);
  io.err(toldOf(lent.role, lent.sessionName, lent.session));
};

const status = (options: Options, io: Io): number => {
  const found = statusOf(borrowedIn(io.env), io.env, thisMoment());
  io.out(options.json ? JSON.stringify(found) : statusLines(found).join("\n"));
  return found.borrowed && !found.expired && found.inUse ? 0 : 1;
};

const printProfile = async (name: string | true, options: Options, io: Io): Promise<number> => {
  const asked = readAsked(options);
  refuseUsedOnce(asked);
  const lender = await makeLender(asked, options, io);
  const { text, warning } = await printedProfile(name, { asked, lender, options }, io);
  io.out(options.json ? JSON.stringify({ snippet: text }) : text);
  if (warning !== undefined) io.err(warning);
  return 0;
};

export const verb: Verb = {
  name: "env",
  summary: "gives a shell a role's credentials, and exactly its former ones back",
  configure: (command) => {
    addAssumeOptions(failsTheShell(command))
      .option(...shellOption)
      .option("--restore", "gives back what the shell had before")
      .option("--status", "says what is borrowed and for how long; exit 1 where nothing is, or it has expired")
      .option("--print-profile [name]", "a profile for ~/.aws/config, for programs that ask by themselves");
  },
  run: async (_args, options, io) => {
    const [asked, ...more] = furtherIn(options);
    if (asked === undefined || asked === "restore" || more.length > 0)
      return orFalse(options.shell, io, (syntax) => evaluated(options, syntax, io));
    refuseMixed(options);
    return asked === "status" ? status(options, io) : printProfile(options.printProfile as string | true, options, io);
  },
};
