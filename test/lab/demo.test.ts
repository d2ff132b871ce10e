import { once } from "node:events";
import { text } from "node:stream/consumers";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { acts } from "../../lab/demo/acts.ts";
import { endings } from "../../lab/demo/containment.ts";
import { heading } from "../../lab/demo/table.ts";
import { endingHeading, scenes, vendorHeading, vendorLines } from "../../lab/demo/vendor.ts";
import { installLab } from "../../lab/install.ts";
import { type Commands, commands, nothing } from "./commands.ts";
import { startPatience } from "./harness.ts";

let ours: Commands;

beforeAll(async () => void (await installLab(() => {})), startPatience);
beforeEach(() => {
  ours = commands();
});
afterEach(() => ours.end());

/** Characters of a line that tell its act: the table shortens a long story. */
const seen = 40;

describe("npm run demo", () => {
  test(
    "shows every act as it must end, then the totals, and leaves nothing",
    async () => {
      const child = ours.start("npm", ["run", "demo"]);
      if (!child.stdout || !child.stderr) throw new Error("no output");
      const [out, err, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
      expect({ status, out, err }).toMatchObject({ status: 0 });
      const lines = out.split("\n");
      expect(lines).toContain(heading());
      const told = lines.filter((shown) => /^[✓✗·] /.test(shown)).map((shown) => shown.slice(0, seen));
      const all = [...acts, ...scenes, ...endings];
      expect(lines).toContain(vendorHeading());
      expect(lines).toContain(endingHeading());
      expect(told.toSorted()).toEqual(all.map(({ story }) => `✓  ${story.padEnd(seen)}`.slice(0, seen)).toSorted());
      expect(out).toMatch(
        new RegExp(
          `^${vendorLines} of ${vendorLines} acts of the vendor and ${acts.length} of ${acts.length} resources ended as they must, \\d+ s in all$`,
          "m",
        ),
      );
      expect(await ours.gone()).toEqual(nothing);
    },
    startPatience,
  );
});
