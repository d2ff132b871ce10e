import { describe, expect, test } from "@jest/globals";
import { allow, deny, named, when } from "../../policy/fixtures.ts";
import { bordersOf } from "../borders.ts";
import { developer, estate, executionRole, openTrust, session, teamRole, useOwn } from "../fixtures.ts";
import type { Cell, Estate } from "../model.ts";
import { judgeBorders, judgeCells } from "./judge.ts";

const cell = (change: Partial<Cell>): Cell => ({
  ...{
    actor: "other-team",
    action: "sagemaker:DeleteEndpoint",
    type: "endpoint",
    resourceTags: "other",
    wanted: "denied",
  },
  ...{ requestTags: undefined, network: undefined },
  ...change,
});
const judged = (of: Estate, change: Partial<Cell> = {}) => {
  const { violations, missing, open } = judgeCells(of, [cell(change)]);
  return [...violations, ...missing, ...open].map(({ decision, statement }) => [
    decision,
    statement?.policy,
    statement?.index,
  ]);
};
const any = estate({}, { policies: [developer(allow("sagemaker:*"))] });

const bob = { role: "studio-TeamB", border: { own: "TeamA", other: "TeamB" } };

test("one question, and which statement opened it", () => {
  expect(judgeCells(any, [cell({})])).toEqual({
    ...{ cells: 1, missing: [], open: [] },
    violations: [
      {
        cell: cell({}),
        ...bob,
        decision: "allowed",
        statement: { policy: "developer.json", index: 0, sid: undefined },
      },
    ],
  });
});

describe("an answer", () => {
  test.each<[string, Estate, Partial<Cell>, unknown]>([
    ["denied, as it must be", estate(), {}, []],
    ["allowed, as it must be", estate(), { resourceTags: "own", wanted: "allowed" }, []],
    [
      "denied, though it is the team's own",
      estate({}, { policies: [] }),
      { resourceTags: "own", wanted: "allowed" },
      [["implicitDeny", undefined, undefined]],
    ],
    ["allowed, where either will do", any, { resourceTags: "own", wanted: "either" }, []],
    [
      "allowed, and cannot be scoped",
      any,
      { action: "sagemaker:ListModels", type: undefined, wanted: "open" },
      [["allowed", "developer.json", 0]],
    ],
    [
      "not known",
      estate({}, { policies: [developer(allow("sagemaker:*", "*", when("String", "aws:ResourceTag/team", "x")))] }),
      {},
      [["ambiguous", "developer.json", 0]],
    ],
    [
      "not known, of what is the team's own",
      estate(
        {},
        { policies: [developer(useOwn, deny("sagemaker:Delete*", "*", when("String", "aws:ResourceTag/team", "x")))] },
      ),
      { resourceTags: "own", wanted: "allowed" },
      [["ambiguous", "developer.json", 1]],
    ],
    [
      "limited by the boundary",
      estate({}, { policies: [developer(allow("sagemaker:*"))], boundary: developer() }),
      {},
      [],
    ],
    ["limited by the organisation", estate({ scps: [[developer(allow("s3:*"))]], principals: any.principals }), {}, []],
    ["of a statement about other actions", estate({}, { policies: [developer(allow("sagemaker:Describe*"))] }), {}, []],
    [
      "of a statement that leaves others out",
      estate({}, { policies: [developer({ Effect: "Allow", NotAction: "sagemaker:Describe*", Resource: "*" })] }),
      {},
      [["allowed", "developer.json", 0]],
    ],
    [
      "by a policy without a Resource",
      estate({}, { policies: [developer({ Effect: "Allow", Action: "sagemaker:*" })] }),
      {},
      [["ambiguous", "developer.json", 0]],
    ],
  ])("%s", (_, of, change, expected) => {
    expect(judged(of, change)).toEqual(expected);
  });

  test("a session's own policy limits it", () => {
    const only = [developer(allow("sagemaker:Describe*"))];
    const bob = teamRole("TeamB", [], {
      policies: [developer(allow("sagemaker:*"))],
      sessions: [session("TeamB", "bob", { policies: only })],
    });
    expect(judged(estate({ principals: [bob] }))).toEqual([]);
  });
});

describe("a condition that the proof knows nothing of", () => {
  const all = (operator: string, key: string, value: string) => allow("sagemaker:*", "*", when(operator, key, value));
  test.each<[string, ReturnType<typeof all>]>([
    ["a time", all("DateGreaterThan", "aws:CurrentTime", "2020-01-01T00:00:00Z")],
    ["an organisation", all("StringEquals", "aws:PrincipalOrgID", "o-1")],
    ["an address", all("IpAddress", "aws:SourceIp", "10.0.0.0/8")],
    ["a second factor", all("Bool", "aws:MultiFactorAuthPresent", "true")],
    ["that there is one", all("Null", "aws:MultiFactorAuthAge", "false")],
    ["a service between", all("StringEquals", "aws:CalledViaFirst", "cloudformation.amazonaws.com")],
    ["another tag of the resource", all("StringEquals", "aws:ResourceTag/env", "prod")],
  ])("opens: %s", (_, statement) => {
    const decision = ["ambiguous", "developer.json", 1];
    expect(judged(estate({}, { policies: [developer(useOwn, statement)] }))).toEqual([decision]);
    const work = { resourceTags: "own", wanted: "allowed" } as const;
    const only = estate({}, { policies: [developer(statement)] });
    expect(judged(only, work)).toHaveLength(1);
  });

  test("an address, where there is an endpoint as well", () => {
    const policies = [developer(useOwn, all("IpAddress", "aws:SourceIp", "10.0.0.0/8"))];
    expect(judged(estate({ vpcEndpoint: "vpce-1" }, { policies }))).toHaveLength(1);
  });

  test("does not close, and a team cannot count on it", () => {
    const night = when("DateGreaterThan", "aws:CurrentTime", "2020-01-01T00:00:00Z");
    const some = estate({}, { policies: [developer(allow("sagemaker:*"), deny("sagemaker:*", "*", night))] });
    expect(judged(some)).toEqual([["ambiguous", "developer.json", 1]]);
    expect(judged(some, { resourceTags: "own", wanted: "allowed" })).toEqual([["ambiguous", "developer.json", 1]]);
  });

  test("a tag that a session may have", () => {
    const byTag = developer(allow("sagemaker:*", "*", when("StringEquals", "aws:PrincipalTag/admin", "yes")));
    expect(judged(estate({}, { policies: [byTag] }))).toEqual([]);
    expect(judged(estate({}, { policies: [byTag], trust: openTrust }))).toHaveLength(1);
  });
});

describe("several resources at once", () => {
  const both = { action: "sagemaker:AssociateTrialComponent", resourceTags: "other" } as const;
  test.each(["experiment-trial", "experiment-trial-component"])("one of another team's closes all: %s", (type) => {
    expect(judged(estate(), { ...both, type })).toEqual([]);
    expect(judged(any, { ...both, type })).toHaveLength(1);
  });

  test("all of the team's own are open", () => {
    expect(judged(estate(), { ...both, type: "experiment-trial", resourceTags: "own", wanted: "allowed" })).toEqual([]);
  });
});

describe("a tag in two spellings", () => {
  test("stays closed: AWS matches the one or the other, but not both", () => {
    expect(judged(estate(), { resourceTags: "both" })).toEqual([]);
  });

  test("is open where the tag does not matter", () => {
    expect(judged(any, { resourceTags: "both" })).toEqual([["allowed", "developer.json", 0]]);
  });
});

describe("what is made", () => {
  const create = {
    action: "sagemaker:CreateModel",
    type: "model",
    resourceTags: undefined,
    requestTags: "own",
  } as const;
  const creating = allow("sagemaker:Create*", "*", when("StringEquals", "aws:RequestTag/team", "TeamB"));
  const tagging = allow("sagemaker:AddTags", "*", when("Null", "sagemaker:TaggingAction", "false"));

  test("needs the permission to tag it", () => {
    expect(judged(estate({}, { policies: [developer(creating)] }), { ...create, wanted: "allowed" })).toEqual([
      ["implicitDeny", undefined, undefined],
    ]);
    expect(judged(estate({}, { policies: [developer(creating, tagging)] }), { ...create, wanted: "allowed" })).toEqual(
      [],
    );
  });

  test("and lacking it closes nothing", () => {
    expect(
      judged(estate({}, { policies: [developer(allow("sagemaker:Create*"))] }), { ...create, requestTags: "other" }),
    ).toEqual([["allowed", "developer.json", 0]]);
  });
});

describe("whom the trust policy refuses", () => {
  test("asks nothing", () => {
    expect(judged(any, { actor: "spoofed" })).toEqual([]);
    expect(
      judged(estate({}, { policies: [developer(allow("sagemaker:*"))], trust: openTrust }), { actor: "spoofed" }),
    ).toHaveLength(1);
  });

  test("cannot work", () => {
    const closed = named("trust.json", "trust", [
      { Effect: "Deny", Principal: "*", Action: "sts:*" },
      { Effect: "Allow", Principal: "*", Action: "sts:*" },
    ]);
    expect(judged(estate({}, { trust: closed }), { resourceTags: "own", wanted: "allowed" })).toEqual([
      ["explicitDeny", "trust.json", 0],
    ]);
  });

  test("if AWS's answer is not known, neither", () => {
    const unclear = named("trust.json", "trust", [
      { Effect: "Allow", Principal: "*", Action: "sts:*", ...when("String", "a:b", "c") },
    ]);
    expect(judged(estate({}, { trust: unclear }), { resourceTags: "own", wanted: "allowed" })).toMatchObject([
      ["ambiguous", "trust.json", 0],
    ]);
    expect(judged(estate({}, { trust: unclear }))).toEqual([]);
  });
});

describe("every role that somebody works as", () => {
  const mighty = { policies: [developer(allow("*"))] };
  const perfect = [
    ...[teamRole("TeamA", ["alice"]), executionRole("TeamA", "alice")],
    ...[teamRole("TeamB", ["bob"]), executionRole("TeamB", "bob")],
  ];
  const asked = ["other-team", "execution"].map((actor) => cell({ actor: actor as Cell["actor"] }));
  const found = (...more: readonly Estate["principals"][number][]) => {
    const of = estate({ principals: [...perfect, ...more] });
    const { violations } = judgeBorders(of, bordersOf(of), asked);
    return [...new Set(violations.map(({ role, cell: { actor }, border }) => `${role} ${actor} ${border?.own}`))];
  };

  test("a perfect estate", () => expect(found()).toEqual([]));
  test("an execution role of nobody's", () => {
    expect(found(executionRole("", "x", { ...mighty, tags: {}, name: "stray" }))).toEqual(["stray execution TeamA"]);
  });
  test("a third team's", () => {
    expect(found(teamRole("TeamC", ["eve"], mighty))).toEqual(["studio-TeamC other-team TeamA"]);
  });
  test("the first team's execution role", () => {
    expect(found(executionRole("TeamA", "alice", { ...mighty, name: "second" }))).toEqual(["second execution TeamB"]);
  });
  test("a second role of the team, whichever stands first", () => {
    expect(found(teamRole("TeamB", ["bob"], { ...mighty, name: "second" }))).toEqual(["second other-team TeamA"]);
  });
  test("a profile's role that is another team's by its tag", () => {
    const named = executionRole("TeamA", "alice", { ...mighty, team: "TeamB", name: "lent" });
    expect(found(named)).toEqual(["lent execution TeamA"]);
  });
});

describe("a team's work", () => {
  const work = { actor: "owner", resourceTags: "own", wanted: "allowed" } as const;
  const second = teamRole("TeamA", ["alice"], { policies: [], name: "second" });
  test("is there where one of its roles has it", () => {
    expect(judged(estate({ principals: [second, teamRole("TeamA", ["alice"])] }), work)).toEqual([]);
    expect(judged(estate({ principals: [second] }), work)).toHaveLength(1);
  });
});

describe("objects, where the estate does not say which", () => {
  const of = (...resources: readonly string[]) =>
    estate({ bucket: undefined }, { policies: [developer(useOwn, allow("s3:*", resources))] });
  const read = { action: "s3:GetObject", type: "object" } as const;
  test("a bucket of all teams is open", () => {
    expect(judged(of("arn:aws:s3:::shared/*"), read)).toEqual([["allowed", "developer.json", 1]]);
  });
  test("so is one of several places", () => {
    expect(judged(of(`arn:aws:s3:::a/\${aws:PrincipalTag/team}/*`, "arn:aws:s3:::shared/*"), read)).toHaveLength(1);
  });
  test("each team's own prefix, or bucket, is closed", () => {
    expect(
      judged(of(`arn:aws:s3:::a/\${aws:PrincipalTag/team}/*`, `arn:aws:s3:::\${aws:PrincipalTag/team}/*`), read),
    ).toEqual([]);
  });
});

test("a policy on resources limits the services that know it", () => {
  const denied = [[named("rcp", "resource", [{ ...deny("*"), Principal: "*" }])]];
  const of = estate({ rcps: denied }, { policies: [developer(allow("*"))] });
  expect(judged(of)).toHaveLength(1);
  expect(judged(of, { action: "s3:GetObject", type: "object" })).toEqual([]);
});

test("a border like another one: what names decide is asked all the same", () => {
  const reads = developer(allow("s3:GetObject", "arn:aws:s3:::studio/ml*"));
  const of = estate({
    principals: [teamRole("ml", [], { policies: [reads] }), teamRole("web", [], { policies: [reads] })],
  });
  const teams = { own: "ml", other: "web" };
  const cells = [cell({ action: "s3:GetObject", type: "object" }), cell({})];
  const { violations } = judgeBorders(of, { judged: [], alike: [teams] }, cells);
  expect(violations.map(({ cell: { action }, border }) => [action, border])).toEqual([["s3:GetObject", teams]]);
});
