import { expect, test } from "@jest/globals";
import { settingsSchema } from "../../shared/model/settings.ts";
import { names } from "../../shared/names.ts";
import { ofType, type Resource, type Synthesised, statementsOf, synthesise, text } from "../fixture.ts";

const home = (probe: object | false): Synthesised => {
  const { access } = settingsSchema.parse({
    ...{ mode: "observe", region: "us-east-1", tags: {}, teams: {}, people: {} },
    access: { federation: "iam-users", bucket: "shared", probe },
  });
  return synthesise({ change: { access } })[names.stack] as Synthesised;
};
const name = names.functions.probeIsolation;
const named = (stack: Synthesised, type: string, key: string) =>
  ofType(stack, type).filter(([, { Properties }]) => String(Properties[key]).startsWith(name));

test("with access the function is there, as often as the settings say, with alarms", () => {
  const stack = home({ every: "PT6H" });
  expect(named(stack, "AWS::Lambda::Function", "FunctionName")).toHaveLength(1);
  expect(named(stack, "AWS::Scheduler::Schedule", "Name")[0]?.[1].Properties.ScheduleExpression).toBe(
    "rate(360 minutes)",
  );
  const alarms = ofType(stack, "AWS::CloudWatch::Alarm").map(([, { Properties }]) => Properties);
  expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual(
    expect.arrayContaining([
      ...["sagewarden-probe-crossed-border", "sagewarden-probe-blind", "sagewarden-probe-isolation-errors"],
      "sagewarden-probe-isolation-silent",
    ]),
  );
  // CloudWatch looks back seven days at most.
  for (const { Period, EvaluationPeriods } of alarms)
    expect(Number(Period) * Number(EvaluationPeriods)).toBeLessThanOrEqual(604_800);
});

test("it takes the teams' probe roles, and no other; nobody else takes any", () => {
  const taking = ofType(home({}), "AWS::IAM::Policy").filter(([, policy]) => text(policy).includes("sts:AssumeRole"));
  expect(taking).toHaveLength(1);
  const statement = statementsOf(taking[0]?.[1] as Resource).find(({ Action }) => text(Action).includes("sts:"));
  expect(statement?.Action).toEqual(["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"]);
  expect(text(statement?.Resource)).toMatch(/:role\/sagewarden\/probe\/\*"\]\]\}$/);
});

test("without the probe nothing of it is there", () => {
  expect(text(home(false).template)).not.toContain("probe");
});
