import { DisableRuleCommand, EnableRuleCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { names } from "#shared/names.ts";
import { root } from "../../lab/demo/clients.ts";
import { lumen } from "../../lab/demo/lumen.ts";
import { demoLab, sagewarden, startPatience } from "./harness.ts";
import { fresh, used } from "./pool/condition.ts";
import type { LeasedLab } from "./pool/lease.ts";

let lab: LeasedLab;

beforeAll(async () => {
  lab = await demoLab(fresh);
}, startPatience);
afterAll(() => lab?.giveBack(used));

interface Report {
  checks: { id: string; status: string; detail: string }[];
}

/** What the command prints, and how it ends. */
const doctor = async (...args: string[]): Promise<Report & { status: number }> => {
  const { stdout, code } = await sagewarden(lab, "doctor", "--json", ...args);
  return { ...(JSON.parse(stdout) as Report), status: code };
};

const invoke = async (FunctionName: string): Promise<unknown> => {
  const lambda = new LambdaClient({ endpoint: lab.endpoint, region: lab.region, credentials: root });
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName }));
  return JSON.parse(Payload?.transformToString() ?? "null");
};

/** Some vendors of these settings have a role that somebody else makes, and nobody has yet. */
const withoutRole = expect.objectContaining({
  id: "vendor-roles",
  status: "warn",
  detail: expect.stringContaining(`lumen has no role ${lumen.role}`),
});

/** Nobody has tried a containment yet. */
const withoutExercise = expect.objectContaining({
  id: "exercises",
  status: "warn",
  detail: expect.stringContaining("auger: never"),
});

/** The lab's account manages an organisation of its own. */
const withoutPolicies = expect.objectContaining({
  id: "organization-policies",
  status: "warn",
  detail: expect.stringContaining("is the management account"),
});

describe("a fresh deployment", () => {
  test("is well in every check, and a live experiment is seen", async () => {
    const { status, checks } = await doctor("--live");
    expect(checks.filter((check) => check.status !== "ok")).toEqual([withoutRole, withoutExercise, withoutPolicies]);
    expect(checks.map(({ id }) => id)).toContain("live");
    expect(status).toBe(0);
  });

  test("its own watchmen find nothing, with their own rights", async () => {
    expect(await invoke(names.functions.watchRules)).toEqual({ deadRules: 0 });
    expect(await invoke(names.functions.countUnaccounted)).toEqual({ unaccounted: 0 });
  });
});

describe("a rule that is switched off", () => {
  const Name = "sagewarden-retag";
  const events = () => new EventBridgeClient({ endpoint: lab.endpoint, region: lab.region, credentials: root });
  beforeAll(async () => void (await events().send(new DisableRuleCommand({ Name }))));
  afterAll(async () => void (await events().send(new EnableRuleCommand({ Name }))));

  test("is found by doctor and by the watchman", async () => {
    const { status, checks } = await doctor();
    const wrong = checks.filter((check) => check.status !== "ok");
    expect(wrong).toEqual([
      expect.objectContaining({ id: "rules", detail: expect.stringContaining(Name) }),
      withoutRole,
      withoutExercise,
      withoutPolicies,
    ]);
    expect(status).toBe(1);
    expect(await invoke(names.functions.watchRules)).toEqual({ deadRules: 1 });
  });
});
