import { describe, expect, test } from "@jest/globals";
import { account, allow, deny, identity, named, when } from "#shared/policy/fixtures.ts";
import { answerOf } from "./answer.ts";
import { asker, bob, endpoint, ground, question, role } from "./fixture.ts";

test("who and what, with their tags: the session's stand over the role's, what is given over what is read", () => {
  const session = { tags: { Team: "B", x: "y" }, sourceIdentity: "bob", policies: [] };
  const of = ground({ asker: asker({ session }), resource: { tags: { team: "A" }, policy: undefined } });
  expect(answerOf(question(), of)).toMatchObject({
    who: { arn: bob, tags: { Team: "B", x: "y" } },
    resource: { arn: endpoint, tags: { team: "A" } },
    context: { "aws:SourceIdentity": "bob" },
  });
  const given = question({ sessionTags: ["x=z"], resourceTags: ["team=C"] });
  expect(answerOf(given, of)).toMatchObject({
    who: { tags: { team: "A", x: "z" } },
    resource: { tags: { team: "C" } },
  });
});

describe("what the request is taken to bring", () => {
  const contextOf = (change: object) => answerOf(question(change), ground()).context;
  test("as AWS does", () => {
    expect(contextOf({ requestTags: ["team=A"] })).toEqual({
      ...{ "aws:PrincipalArn": role, "aws:RequestedRegion": "us-east-1" },
      ...{ "aws:SecureTransport": "true", "aws:ViaAWSService": "false", "aws:PrincipalIsAWSService": "false" },
      ...{ "aws:TagKeys": ["team"], "aws:RequestTag/team": "A" },
    });
  });
  test("a bucket's ARN names neither region nor account", () => {
    expect(contextOf({ resource: "arn:aws:s3:::x/y" })).toMatchObject({
      ...{ "aws:RequestedRegion": "eu-west-1", "aws:ResourceAccount": account },
    });
  });
  test("a service's own keys for the resource's tags", () => {
    const asked = { action: "sagemaker:DeleteEndpoint", resourceTags: ["team=A"] };
    expect(contextOf(asked)).toMatchObject({ "sagemaker:ResourceTag/team": "A" });
  });
  test("what is given counts, in any case", () => {
    const context = contextOf({ context: ["AWS:securetransport=false", "aws:SourceIp=1.2.3.4"] });
    expect(context).toMatchObject({ "AWS:securetransport": "false", "aws:SourceIp": "1.2.3.4" });
    expect(context).not.toHaveProperty("aws:SecureTransport");
  });
});

test("every layer counts: session policy, the resource's, the organisation's", () => {
  const session = { tags: {}, sourceIdentity: undefined, policies: [identity(allow("s3:*"))] };
  const policy = named("policy of x", "resource", [{ ...allow("*"), Principal: { AWS: bob } }]);
  const of = ground({
    asker: asker({ session }),
    resource: { tags: {}, policy },
    organization: { scps: [[identity(allow("*"))]], rcps: [[]] },
  });
  const { decision, layers } = answerOf(question(), of);
  expect(decision).toBe("implicitDeny");
  expect(layers.map(({ layer, says }) => [layer, says])).toEqual([
    ...[
      ["identity", "allows"],
      ["session", "nothing"],
      ["resource", "allows"],
      ["scp[0]", "allows"],
      ["rcp[0]", "nothing"],
    ],
  ]);
});

describe("a statement's text", () => {
  const textOf = (statement: object) => {
    const layers = { identity: [identity(allow("*"), statement)] };
    return answerOf(question(), ground({ asker: asker({ layers }) })).statement;
  };
  test("as it is written", () => {
    expect(textOf(deny("sagemaker:*"))).toEqual({
      ...{ policy: "identity", index: 1, sid: null },
      text: '{"Effect":"Deny","Action":"sagemaker:*","Resource":"*"}',
    });
  });
  test("of many actions those that are about the question", () => {
    const many = deny(["a:b", "sagemaker:delete*", "c:d", "e:f"]);
    expect(textOf(many)?.text).toContain('"Action":["sagemaker:delete*","… 3 more"]');
  });
});

test("no external id is told: neither the policy's nor the one that is asked with", () => {
  const trust = named("trust of team", "trust", [
    {
      ...{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "arn:aws:iam::999988887777:root" } },
      ...when("StringEquals", "sts:ExternalId", ["secret-one", "secret-two"]),
    },
  ]);
  const asked = question({ action: "sts:AssumeRole", resource: role, context: ["sts:externalid=secret-three"] });
  const answer = answerOf(asked, ground({ resource: { tags: {}, policy: trust } }));
  expect(answer.nearest[0]?.unmet).toMatchObject([
    { part: "Principal" },
    { key: "sts:ExternalId", wanted: ["(external id A)", "(external id B)"], got: ["(external id C)"] },
  ]);
  expect(JSON.stringify(answer)).not.toContain("secret");
});
