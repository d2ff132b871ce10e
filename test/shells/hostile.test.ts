import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { borrow } from "../../cli/env/borrow.ts";
import type { Syntax } from "../../cli/env/change.ts";
import { evaluate, type FakePowerShell } from "../../cli/env/fake-powershell.ts";
import { formerNames } from "../../cli/env/former.ts";
import { powershell } from "../../cli/env/powershell.ts";
import { restore } from "../../cli/env/restore.ts";
import { syntaxOf } from "../../cli/env/shells.ts";
import { hostileNames } from "./names.ts";
import { environmentIn, filesIn, playIn, shells } from "./shell.ts";
import { arnOf, type Env, setStage } from "./stage.ts";

const { base, folder, env: run, sealed } = setStage();
const command = `touch ${folder}/canary`;
const names = hostileNames(command);
const canaries = (): string[] => readdirSync(folder).filter((file) => file.startsWith("canary"));

const usual = ["--role", arnOf("sales"), "--session-name", "alice", "--profile", "work"];

/** Where the command line takes a name from. */
const positions: Readonly<Record<string, (name: string) => ReturnType<typeof run>>> = {
  role: (name) => run(base, ...usual, `--role=${name}`),
  "session name": (name) => run(base, ...usual, `--session-name=${name}`),
  "external id": (name) => run(base, ...usual, `--external-id=${name}`),
  profile: (name) => run(base, ...usual, `--profile=${name}`),
  region: (name) => run({ ...base, AWS_REGION: name }, ...usual),
  shell: (name) => run(base, ...usual, `--shell=${name}`),
  handle: (name) => run({ ...base, SAGEWARDEN_ENV: name }, ...usual),
};

/** Whatever STS and the settings may say one day: every value is the name. */
const lend = (name: string) => async () => ({
  session: { accessKeyId: name, secretAccessKey: name, sessionToken: name, expiresAt: name, issuedAt: name },
  ...{ role: name, sessionName: name, region: name },
});

const named = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CREDENTIAL_EXPIRATION"];
const regions = ["AWS_REGION", "AWS_DEFAULT_REGION"];
const former = ["AWS_PROFILE", "AWS_REGION", "AWS_SESSION_TOKEN", "AWS_ROLE_SESSION_NAME"];
const all = (variables: readonly string[], value: string): Env =>
  Object.fromEntries(variables.map((variable) => [variable, value]));

/** For each name: what borrows where it was before and is given, and what gives it back. */
const roundTrip = async (name: string, syntax: Syntax) => {
  const before = { ...base, ...all(former, name) };
  let handle = "";
  const watching: Syntax = {
    ...syntax,
    borrow: (borrowing) => {
      handle = borrowing.handle.text;
      return syntax.borrow(borrowing);
    },
  };
  const { text } = await borrow(lend(name), watching, before);
  const borrowed: Env = { ...base, ...all([...named, ...regions], name), SAGEWARDEN_ENV: handle };
  return { before, borrowed, texts: [text, restore(syntax, borrowed)] as const };
};

const withoutNames = (env: Env): Env =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("HOSTILE_")));

let printed = new Set<string>();

beforeAll(async () => {
  const texts: string[] = [];
  for (const position of Object.values(positions)) {
    for (const name of names) texts.push((await position(name)).out);
  }
  printed = new Set(texts);
});

test("there are more than 200 names", () => {
  expect(names.length).toBeGreaterThan(200);
});

describe.each(shells.map((shell) => [shell.name, shell] as const))("%s", (name, shell) => {
  const place = join(folder, name);
  const trips: Awaited<ReturnType<typeof roundTrip>>[] = [];

  beforeAll(async () => {
    const file = filesIn(place);
    for (const hostile of names) trips.push(await roundTrip(hostile, syntaxOf(name, {})));
    const steps = trips.flatMap(({ texts: [first, second] }, index) => [
      ...former.map((variable) => `take ${variable} HOSTILE_${index}`),
      ...[
        `play ${file(first)}`,
        `look ${place}/borrowed${index}`,
        `play ${file(second)}`,
        `look ${place}/after${index}`,
      ],
      `drop ${formerNames.join(" ")}`,
    ]);
    const attempts = [...printed].map((text) => `attempt ${file(text)} ${place}/attempt`);
    const hostile = Object.fromEntries(names.map((one, index) => [`HOSTILE_${index}`, one]));
    playIn(shell, folder, [...attempts, ...steps], { ...base, ...hostile });
  });

  test("no canary came into being", () => {
    expect(canaries()).toEqual([]);
  });

  test("each was every value while it was borrowed, and what was before came back bit for bit", () => {
    for (const [index, { before, borrowed }] of trips.entries()) {
      expect(withoutNames(environmentIn(join(place, `borrowed${index}`)))).toEqual(borrowed);
      expect(withoutNames(environmentIn(join(place, `after${index}`)))).toEqual(before);
    }
  });
});

test("powershell, by its reader: what is printed has no statement but ours, and gives everything back", async () => {
  for (const name of names) {
    const { before, borrowed, texts } = await roundTrip(name, powershell);
    const shell: FakePowerShell = { env: { ...before }, marks: [], removed: [] };
    evaluate(shell, texts[0]);
    expect(shell.env).toEqual(borrowed);
    evaluate(shell, texts[1]);
    expect(shell).toEqual({ env: before, marks: [], removed: [expect.stringContaining(sealed)] });
  }
});

test.each(shells.map((shell) => [shell.name, shell] as const))(
  "%s does make the canary where a text has a name between double quotes",
  (name, shell) => {
    const careless = filesIn(join(folder, `careless-${name}`))(
      `${name === "fish" ? "set x " : "x="}"$(${command}.${name})"`,
    );
    playIn(shell, folder, [`play ${careless}`], base);
    expect(canaries()).toContain(`canary.${name}`);
  },
);
