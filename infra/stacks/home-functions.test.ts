import { describe, expect, test } from "@jest/globals";
import { names } from "../../shared/names.ts";
import { definitionsFor } from "../definitions.ts";
import { listOf, ofType, type Synthesised, statementsOf, synthesise, text } from "../fixture.ts";

const definitions = definitionsFor({ access: undefined });

const slack = { botTokenSecret: "sagewarden/slack", apiUrl: "https://slack.com/api/" };
const notices = { slack, digest: "P7D" };
const home = synthesise({ change: { notices } })[names.stack] as Synthesised;

/** Function name -> the actions that its role may. */
const actionsOf = (functionName: string): readonly string[] => {
  const [role] =
    ofType(home, "AWS::IAM::Role").find(([, { Properties }]) => Properties.RoleName === functionName) ?? [];
  const policies = ofType(home, "AWS::IAM::Policy").filter(([, { Properties }]) =>
    text(Properties.Roles).includes(String(role)),
  );
  return policies.flatMap(([, policy]) => statementsOf(policy).flatMap(({ Action }) => listOf(Action)));
};

/** Who alone has a power: the promise that the README makes. */
describe("one function alone may", () => {
  test.each([
    ["write tags", /^sagemaker:(AddTags|DeleteTags)$/, [names.functions.enforceTags]],
    ["stop, delete and start", /^sagemaker:(Stop|Delete(?!Tags)|Deregister|Start)/, [names.functions.settleUnowned]],
    ["publish to the topics", /^sns:Publish$/, [names.functions.deliverNotices]],
    ["take a snapshot", /^kms:GenerateMac$/, [names.functions.containVendor]],
    ["write IAM", /^iam:(?!List|Get|Generate)/, [names.functions.containVendor, names.functions.restoreVendor]],
  ])("%s", (_, power, expected) => {
    const able = definitions
      .map(({ functionName }) => functionName)
      .filter((name) => actionsOf(name).some((action) => power.test(action)));
    expect(able).toEqual(expected.filter((name) => definitions.some(({ functionName }) => functionName === name)));
  });
});

test("every variable that a function asks for is there", () => {
  for (const { functionName, environment } of definitions) {
    const [, found] =
      ofType(home, "AWS::Lambda::Function").find(([, { Properties }]) => Properties.FunctionName === functionName) ??
      [];
    const { Variables = {} } = (found?.Properties.Environment ?? {}) as { Variables?: Record<string, unknown> };
    expect(Object.keys(Variables)).toEqual(expect.arrayContaining([...environment]));
  }
});

describe("from outside", () => {
  const functionOf = (property: unknown): unknown => {
    const [id = ""] = (property as { "Fn::GetAtt": [string] })["Fn::GetAtt"];
    return home.resources[id]?.Properties.FunctionName;
  };

  test("comes only what Slack signs, through a URL with both of the permissions that one needs", () => {
    const urls = ofType(home, "AWS::Lambda::Url").map(([, { Properties }]) => functionOf(Properties.TargetFunctionArn));
    expect(urls).toEqual([names.functions.answerSlack]);
    const permissions = ofType(home, "AWS::Lambda::Permission").map(([, { Properties }]) => Properties);
    const rows = permissions.map(({ Action, FunctionName, FunctionUrlAuthType, InvokedViaFunctionUrl }) => [
      functionOf(FunctionName),
      Action,
      FunctionUrlAuthType ?? InvokedViaFunctionUrl,
    ]);
    expect(rows.toSorted()).toEqual([
      [names.functions.answerSlack, "lambda:InvokeFunction", true],
      [names.functions.answerSlack, "lambda:InvokeFunctionUrl", "NONE"],
    ]);
    expect(home.outputs).toHaveProperty("AnswerUrl");
  });

  test("comes, where the settings have a broker, whom it may answer: it takes their connections' roles and no other", () => {
    const app = "arn:aws:iam::111122223333:role/sales-app";
    const role = "arn:aws:iam::111122223333:role/sales";
    const broker = { callers: [app], oidc: { issuer: "https://idp.example.com", audience: "broker", claim: "sub" } };
    const sales = { kind: "s3", target: "lake", groups: ["TeamA"], role, access: "read", maxSession: "PT1H" };
    const connections = {
      sales: { ...sales, credential: "assume-role", sessionTags: false, sourceIdentity: false, trustedApps: [] },
    };
    const open = synthesise({ change: { broker, connections } })[names.stack] as Synthesised;
    expect(ofType(open, "AWS::Lambda::Url").map(([, { Properties }]) => Properties.AuthType)).toEqual(["AWS_IAM"]);
    const principals = ofType(open, "AWS::Lambda::Permission").map(([, { Properties }]) => Properties.Principal);
    expect(new Set(principals)).toEqual(new Set([app]));
    expect(open.outputs).toHaveProperty("BrokerUrl");
    const statements = ofType(open, "AWS::IAM::Policy").flatMap(([, policy]) => statementsOf(policy));
    const takes = statements.filter(({ Action }) => listOf(Action).includes("sts:AssumeRole"));
    expect(takes.map(({ Resource }) => Resource)).toEqual([role]);
    expect(ofType(home, "AWS::Lambda::Function").map(([, { Properties }]) => Properties.FunctionName)).not.toContain(
      names.functions.vendCredentials,
    );
  });

  test.each(["us-gov-west-1", "cn-north-1"])("comes nothing in %s, which has no function URLs", (region) => {
    const far = synthesise({ change: { notices, region } })[names.stack] as Synthesised;
    expect(ofType(far, "AWS::Lambda::Url")).toEqual([]);
  });
});
