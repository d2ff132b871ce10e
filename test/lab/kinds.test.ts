import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { names } from "#shared/names.ts";
import { kinds } from "#shared/sagemaker/kinds.ts";
import type { Credentials } from "../../lab/demo/clients.ts";
import { allEnded, control, demoLab, endOf, logged, python, startPatience } from "./harness.ts";
import { ahead } from "./pool/condition.ts";
import type { LeasedLab } from "./pool/lease.ts";

interface Made {
  operation: string;
  arn: string;
  seconds: number;
  tags: Record<string, string>;
}

const owner = { team: "TeamA", studiouserid: "alice" };
const sessions: Credentials[] = [];
let lab: LeasedLab;

beforeAll(async () => {
  lab = await demoLab(ahead);
}, startPatience);
afterAll(() => lab?.giveBack(ahead));

/** One of everything, by boto3, in a session whose tags name the owner. */
const makeAll = async (name: string): Promise<readonly Made[]> => {
  const { python: command, clients } = lab.installed;
  const [inputs] = await python(command, ["test/lab/inputs.py", clients, name], ".");
  const asked = { endpoint: lab.endpoint, role: `Everything-${name}`, inputs, owner, patience: 240 };
  const [session, ...made] = await python(command, ["test/lab/kinds.py"], clients, asked);
  sessions.push(session as Credentials);
  return made as Made[];
};

const throttled = {
  operation: "*",
  caller: names.functions.enforceTags,
  rate: 0.3,
  seed: 11,
  error: "ThrottlingException",
};

describe.each([
  { how: "on a quiet day", name: "made", faults: [], mostCalls: 2 },
  { how: "while 30 % of the enforcer's calls are throttled", name: "throttled", faults: [throttled], mostCalls: 12 },
])("boto3 creates one of everything that takes tags, $how", ({ name, faults, mostCalls }) => {
  let made: readonly Made[];

  beforeAll(async () => {
    await control(lab, "faults", "POST", faults);
    made = await makeAll(name);
  }, startPatience);
  afterAll(() => control(lab, "faults", "DELETE"));

  test("all 68 creators", () => {
    expect(made.map(({ operation }) => operation).sort()).toEqual(kinds.map(({ create }) => create).sort());
  });

  test("each has the right owner and no other", () => {
    const wrong = made.filter(({ tags }) => tags.team !== "TeamA" || tags.studiouserid !== "alice");
    expect(wrong).toEqual([]);
  });

  test(`each ends in one recorded outcome, with at most ${mostCalls} calls`, async () => {
    for (const { arn } of made) {
      const rows = await endOf(lab, arn);
      expect(rows.map(({ outcome }) => outcome)).toEqual(["tagged"]);
      expect(rows[0]?.calls).toBeLessThanOrEqual(mostCalls);
    }
  });

  test("the faults were met", async () => {
    const met = (await control(lab, "faults", "GET")) as { hit: number }[];
    expect(met.filter(({ hit }) => hit === 0)).toEqual([]);
    expect(met).toHaveLength(faults.length);
  });
});

describe("after all of it", () => {
  test(
    "nothing is unaccounted, and nothing died",
    async () => {
      await lab.setSpeed(10); // everything has its owner: only the last minute of waiting is left
      expect(await allEnded(lab)).toEqual({ dead: 0 });
    },
    startPatience,
  );

  test("the functions' logs hold no credential", async () => {
    const { lines, leaks } = await logged(lab, sessions);
    expect(lines.filter((line) => line.includes(names.functions.enforceTags)).length).toBeGreaterThan(0);
    expect(leaks).toEqual([]);
  });
});
