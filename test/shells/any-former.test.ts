import { join } from "node:path";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { borrow } from "../../cli/env/borrow.ts";
import { formerNames } from "../../cli/env/former.ts";
import { restore } from "../../cli/env/restore.ts";
import { syntaxOf } from "../../cli/env/shells.ts";
import { environmentIn, filesIn, playIn, type Shell, shells } from "./shell.ts";
import { type Env, setStage } from "./stage.ts";

const { base, folder } = setStage();

const value = fc.string({ unit: "binary", maxLength: 12 }).map((text) => text.replaceAll(/[\0\uFFFD]/g, ""));
const optional = fc.option(fc.oneof(value, fc.constantFrom("", "\n", " ", "'", "\\")), { nil: undefined });
const former = fc.record(Object.fromEntries(formerNames.map((name) => [name, optional])));

const present = (values: Readonly<Record<string, string | undefined>>): Env =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined));

const keys = { accessKeyId: "ASIASALES", secretAccessKey: "s", sessionToken: "t" };
const times = { expiresAt: "2100-07-01T11:00:00.000Z", issuedAt: "2100-07-01T10:00:00.000Z" };
const lend = async () => ({
  ...{ session: { ...keys, ...times }, role: "arn:aws:iam::111122223333:role/sales" },
  ...{ sessionName: "alice", region: "eu-west-1" },
});

/** The shell takes each set from variables of another name, borrows, and gives back. */
const play = async (shell: Shell, formers: readonly Env[], place: string): Promise<void> => {
  const [file, syntax, others] = [filesIn(place), syntaxOf(shell.name, {}), {} as Env];
  const steps: string[] = [];
  for (const [index, values] of formers.entries()) {
    for (const [name, text] of Object.entries(values)) others[`GIVEN_${index}_${name}`] = text;
    const { text } = await borrow(lend, syntax, { ...base, ...values });
    const handle = /[0-9a-f]{32}\.[\w-]{43}/.exec(text)?.[0] ?? "";
    const all = Object.fromEntries(formerNames.map((name) => [name, "seen"]));
    steps.push(
      ...Object.keys(values).map((name) => `take ${name} GIVEN_${index}_${name}`),
      ...[`play ${file(text)}`, `play ${file(restore(syntax, { ...base, ...all, SAGEWARDEN_ENV: handle }))}`],
      ...[`look ${place}/${index}`, `drop ${formerNames.join(" ")}`],
    );
  }
  playIn(shell, folder, steps, { ...base, ...others });
};

test.each(shells.map((shell) => [shell.name, shell] as const))(
  "%s: whatever was there before, it is there after borrowing and giving back",
  async (name, shell) => {
    let runs = 0;
    const sets = fc.array(former, { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(sets, async (given) => {
        runs += 1;
        const [place, formers] = [join(folder, `${name}-${runs}`), given.map(present)];
        await play(shell, formers, place);
        const seen = formers.map((_, index) =>
          Object.entries(environmentIn(join(place, String(index)))).filter(
            ([variable]) => !variable.startsWith("GIVEN_"),
          ),
        );
        expect(seen.map((entries) => Object.fromEntries(entries))).toEqual(
          formers.map((values) => ({ ...base, ...values })),
        );
      }),
      { numRuns: 4 },
    );
  },
);
