import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { isFinal } from "#shared/model/outcome.ts";
import { kinds } from "#shared/sagemaker/kinds.ts";
import type { RunningLab } from "../../lab/start.ts";
import { demoLab, eventually, ledgerOf, python, startPatience } from "./harness.ts";

interface Made {
  operation: string;
  arn: string;
  seconds: number;
  tags: Record<string, string>;
}

let lab: RunningLab;
let made: readonly Made[];

beforeAll(async () => {
  lab = await demoLab();
  const { python: command, clients } = lab.installed;
  const [inputs] = await python(command, ["test/lab/inputs.py", clients], ".");
  const owner = { team: "TeamA", studiouserid: "alice" };
  const asked = { endpoint: lab.endpoint, inputs, owner, patience: 60 };
  made = (await python(command, ["test/lab/kinds.py"], clients, asked)) as Made[];
}, startPatience);

afterAll(() => lab?.stop());

describe("boto3 creates one of everything that takes tags", () => {
  test("all 68 creators", () => {
    expect(made.map(({ operation }) => operation).sort()).toEqual(kinds.map(({ create }) => create).sort());
  });

  test("each has the right owner and no other", () => {
    const wrong = made.filter(({ tags }) => tags.team !== "TeamA" || tags.studiouserid !== "alice");
    expect(wrong).toEqual([]);
  });

  test("each ends in one recorded outcome, with at most two calls", async () => {
    const ledger = ledgerOf(lab);
    for (const { operation, arn } of made) {
      const rows = await eventually(`the end of ${operation}`, async () => {
        const found = await ledger.creations(arn);
        return found.length > 0 && found.every(({ outcome }) => isFinal(outcome)) ? found : undefined;
      });
      expect(rows.map(({ outcome }) => outcome)).toEqual(["tagged"]);
      expect(rows[0]?.calls).toBeLessThanOrEqual(2);
    }
  }, 120_000);
});
