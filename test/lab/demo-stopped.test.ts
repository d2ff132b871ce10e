import { once } from "node:events";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { installLab } from "../../lab/install.ts";
import { type Commands, commands, line, nothing } from "./commands.ts";
import { startPatience } from "./harness.ts";

let ours: Commands;

beforeAll(async () => void (await installLab(() => {})), startPatience);
beforeEach(() => {
  ours = commands();
});
afterEach(() => ours.end());

describe("npm run demo", () => {
  test.each([
    ["it deploys", "stderr", /deploying/],
    ["it plays", "stdout", /what the vendor lumen does/],
  ] as const)(
    "SIGTERM to npm while %s leaves nothing",
    async (_, stream, wanted) => {
      const child = ours.start("npm", ["run", "demo"]);
      await line(child, stream, wanted);
      child.kill("SIGTERM");
      await once(child, "exit");
      expect(await ours.gone()).toEqual(nothing);
    },
    startPatience,
  );
});
