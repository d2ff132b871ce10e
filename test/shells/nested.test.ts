import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { environmentIn, filesIn, playIn, shells } from "./shell.ts";
import { arnOf, type Env, setStage } from "./stage.ts";
import { borrowedEnv } from "./story.ts";

const { base, folder, env: run, sealed } = setStage();

test.each(shells.map((shell) => [shell.name, shell] as const))(
  "%s: a shell within gives back for itself, and leaves the file to the one that borrowed",
  async (name, shell) => {
    const place = join(folder, name);
    const file = filesIn(place);
    const before: Env = { ...base, AWS_PROFILE: "work" };
    const { out: text } = await run(before, "--role", arnOf("sales"), "--session-name", "alice", "--shell", name);
    const borrowed = borrowedEnv(before, "sales", text);
    const restoring = file((await run(borrowed, "--restore", "--shell", name)).out);
    const within = join(place, "within");
    writeFileSync(within, [shell.prelude, `play ${restoring}`, `look ${place}/inner`].join("\n"));
    const isThere = (answer: string): string => `command ls ${sealed} >${place}/${answer}`;
    const steps = [
      ...[`play ${file(text)}`, `${shell.command.join(" ")} ${within}`, isThere("first")],
      ...(name === "fish" ? [] : [`( play ${restoring}; look ${place}/sub; : )`]),
      ...[isThere("second"), `look ${place}/still`, `play ${restoring}`, isThere("third"), `look ${place}/after`],
    ];
    expect(playIn(shell, folder, steps, before)).toBe("the end\n");
    for (const dump of name === "fish" ? ["inner", "after"] : ["inner", "sub", "after"]) {
      expect(environmentIn(join(place, dump))).toEqual(before);
    }
    expect(environmentIn(join(place, "still"))).toEqual(borrowed);
    const [id = ""] = (borrowed.SAGEWARDEN_ENV ?? "").split(".");
    const seen = ["first", "second", "third"].map((answer) => readFileSync(join(place, answer), "utf8").includes(id));
    expect(seen).toEqual([true, true, false]);
  },
);
