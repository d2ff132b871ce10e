import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { matches } from "../test/event-pattern.ts";
import { type Pattern, patternLimit } from "./event-pattern.ts";
import { enforcerRoleArn } from "./names.ts";
import { retagOperations } from "./normalise/retag.ts";
import { groupNames, type RuleDefinition, rulesFor } from "./rules.ts";
import { creators } from "./sagemaker/kinds.generated.ts";

const account = "123456789012";
/** Those over vendors have their own test. */
const ofCreations = ({ queue }: RuleDefinition): boolean => queue !== "vendorActs";
const rules = rulesFor({ partition: "aws", account }).filter(ofCreations);

const matching = (event: unknown): string[] =>
  rules.filter(({ pattern }) => matches(pattern, event)).map(({ name }) => name.replace(/-\d+$/, ""));

const envelope = (detail: object, over: object = {}) => ({
  version: "0",
  id: "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
  "detail-type": "AWS API Call via CloudTrail",
  source: "aws.sagemaker",
  account,
  time: "2026-11-22T10:00:00Z",
  region: "us-east-1",
  resources: [],
  detail,
  ...over,
});

const role = (arn: string) => ({
  type: "AssumedRole",
  arn: "arn:aws:sts::123456789012:assumed-role/any/session",
  sessionContext: { sessionIssuer: { type: "Role", arn }, attributes: { mfaAuthenticated: "false" } },
});

const call = (eventName: string, userIdentity: object, over: object = {}) => ({
  eventVersion: "1.11",
  eventSource: "sagemaker.amazonaws.com",
  eventName,
  userIdentity,
  requestParameters: null,
  responseElements: null,
  ...over,
});

const somebody = role("arn:aws:iam::123456789012:role/teams/TeamA");
const ourselves = role(enforcerRoleArn("aws", account));

describe("creations", () => {
  test.each(creators.map(({ create }) => create))("%s is heard", (create) => {
    expect(matching(envelope(call(create, somebody)))).toEqual(["sagewarden-creation"]);
  });

  test("all 68 are in the patterns, each once", () => {
    const named = rules
      .filter(({ name }) => name.startsWith("sagewarden-creation"))
      .flatMap(({ pattern }) => (pattern.detail as Pattern).eventName as string[]);
    expect(named).toHaveLength(68);
    expect(new Set(named)).toEqual(new Set(creators.map(({ create }) => create)));
  });

  test("so is a job that a tuning job starts: a service event", () => {
    const detail = call("CreateTrainingJob", { type: "AWSService", invokedBy: "sagemaker.amazonaws.com" });
    const event = envelope(detail, { "detail-type": "AWS Service Event via CloudTrail" });
    expect(matching(event)).toEqual(["sagewarden-creation"]);
  });

  test("our own role is not left out: it creates nothing, so a creation by it is news", () => {
    expect(matching(envelope(call("CreateModel", ourselves)))).toEqual(["sagewarden-creation"]);
  });
});

describe("changed tags", () => {
  const principals: [string, object][] = [
    ["a role", somebody],
    [
      "an IAM user without a session",
      { type: "IAMUser", userName: "alice", arn: "arn:aws:iam::123456789012:user/alice" },
    ],
    ["an IAM user with an empty issuer", { type: "IAMUser", sessionContext: { sessionIssuer: {}, attributes: {} } }],
    ["root", { type: "Root", arn: "arn:aws:iam::123456789012:root" }],
    ["a service", { type: "AWSService", invokedBy: "sagemaker.amazonaws.com" }],
    ["a record without identity", {}],
    ["a role of our name under another path", role("arn:aws:iam::123456789012:role/sagewarden-enforce-tags")],
    ["a role of our name in another account", role(enforcerRoleArn("aws", "999999999999"))],
  ];

  test.each(principals)("by %s are heard", (_, userIdentity) => {
    expect(matching(envelope(call("AddTags", userIdentity)))).toEqual(["sagewarden-retag"]);
    expect(matching(envelope(call("DeleteTags", userIdentity)))).toEqual(["sagewarden-retag"]);
  });

  test.each(["UpdateProject", "UpdatePartnerApp"])("by %s, which adds tags, are heard", (eventName) => {
    expect(matching(envelope(call(eventName, somebody)))).toEqual(["sagewarden-retag"]);
  });

  test("by our own role are not: they would be heard for ever", () => {
    expect(matching(envelope(call("AddTags", ourselves)))).toEqual([]);
    expect(matching(envelope(call("DeleteTags", ourselves)))).toEqual([]);
  });
});

describe("the address of a profile", () => {
  test.each([{}, { errorCode: "AccessDenied" }])("is heard of, granted or refused %j", (over) => {
    const detail = call("CreatePresignedDomainUrl", somebody, over);
    expect(matching(envelope(detail))).toEqual(["sagewarden-profile-url"]);
    expect(matching(envelope(detail, { source: "custom" }))).toEqual([]);
  });
});

describe("sessions", () => {
  const issued = { eventSource: "sts.amazonaws.com" };
  test.each(["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "GetFederationToken", "GetSessionToken"])(
    "%s is heard",
    (eventName) => {
      expect(matching(envelope(call(eventName, somebody, issued), { source: "aws.sts" }))).toEqual([
        "sagewarden-session",
      ]);
    },
  );

  test("GetCallerIdentity issues nothing", () => {
    expect(matching(envelope(call("GetCallerIdentity", somebody, issued), { source: "aws.sts" }))).toEqual([]);
  });

  test("the rule is in the state that delivers read-only records", () => {
    expect(rules.find(({ queue }) => queue === "sessions")?.state).toBe(
      "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    );
  });
});

describe("SageMaker's own events", () => {
  const event = (detailType: string, over: object = {}) =>
    envelope({ TrainingJobName: "a" }, { "detail-type": detailType, ...over });

  test.each(["Training Job", "HyperParameter Tuning Job", "Endpoint", "Feature Group", "Ground Truth Labeling Job"])(
    "of a %s are heard",
    (kind) => expect(matching(event(`SageMaker ${kind} State Change`))).toEqual(["sagewarden-state-change"]),
  );

  test("of a pipeline's steps are not: the jobs announce themselves", () => {
    expect(matching(event("SageMaker Model Building Pipeline Execution Step Status Change"))).toEqual([]);
  });

  test("of a source of somebody's own are not", () => {
    expect(matching(event("SageMaker Training Job State Change", { source: "custom" }))).toEqual([]);
  });
});

describe("nothing is heard of", () => {
  const good = call("CreateModel", somebody);
  const broken: [string, object][] = [
    ["a failed call", envelope({ ...good, errorCode: "AccessDenied" })],
    ["a failed change of tags", envelope(call("AddTags", somebody, { errorCode: "ThrottlingException" }))],
    ["another service's call of the same name", envelope({ ...good, eventSource: "amplify.amazonaws.com" })],
    [
      "another service's event",
      envelope({ ...good, eventSource: "elasticloadbalancing.amazonaws.com" }, { source: "aws.elasticloadbalancing" }),
    ],
    ["a look-alike that somebody put on the bus", envelope(good, { source: "custom" })],
    ["a look-alike of our name", envelope(good, { source: "sagewarden" })],
    ["another account's call", envelope(good, { account: "999999999999" })],
    ["a call that reads", envelope(call("DescribeModel", somebody))],
    ["a notebook's presigned URL", envelope(call("CreatePresignedNotebookInstanceUrl", somebody))],
    ["SageMaker's call in STS's clothes", envelope(good, { source: "aws.sts" })],
  ];

  test.each(broken)("%s", (_, event) => {
    expect(matching(event)).toEqual([]);
  });

  test("and the one that these were broken from is heard", () => {
    expect(matching(envelope(good))).toEqual(["sagewarden-creation"]);
  });
});

describe("EventBridge's limits", () => {
  const everywhere = ["aws", "aws-cn", "aws-us-gov"].flatMap((partition) =>
    rulesFor({ partition, account }).filter(ofCreations),
  );

  test("each pattern is within the default quota", () => {
    const lengths = everywhere.map(({ pattern }) => JSON.stringify(pattern).length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(patternLimit);
  });

  test("each rule pins a source that PutEvents refuses, and the account", () => {
    for (const { pattern } of everywhere) {
      expect(pattern.account).toEqual([account]);
      expect(pattern.source).toEqual([expect.stringMatching(/^aws\./)]);
    }
  });

  test("names are names that EventBridge takes, each once", () => {
    const found = rulesFor({ partition: "aws", account }).map(({ name }) => name);
    expect(new Set(found).size).toBe(found.length);
    for (const name of found) expect(name).toMatch(/^[\w.-]{1,64}$/);
  });

  test("however many creators there are, each is in one group and every group fits", () => {
    const { pattern } = rules[0] as RuleDefinition;
    const frame = JSON.stringify(pattern).length - JSON.stringify((pattern.detail as Pattern).eventName).length;
    const operation = fc.stringMatching(/^Create[A-Za-z]{1,60}$/);
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 300 }), (operations) => {
        const groups = groupNames(operations);
        expect(groups.flat()).toEqual(operations);
        for (const group of groups) expect(frame + JSON.stringify(group).length).toBeLessThanOrEqual(patternLimit);
      }),
      { numRuns: 50 },
    );
  });
});

const captured = new URL("../../shared/data/cloudtrail-real.jsonl", import.meta.url);

const readCaptured = (): { event: Record<string, unknown>; account: string }[] => {
  try {
    return readFileSync(captured, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line).event)
      .map((event) => ({ event, account }));
  } catch {
    return [];
  }
};

describe("captured records (../shared/data; skipped where it is absent)", () => {
  const records = readCaptured();
  const when = records.length > 0 ? test : test.skip;

  when("are heard exactly if SageMaker or STS answered a call that we name", () => {
    const named = new Set([...creators.map(({ create }) => create), ...retagOperations]);
    const issuing =
      /^(AssumeRole|AssumeRoleWithSAML|AssumeRoleWithWebIdentity|AssumeRoot|GetFederationToken|GetSessionToken)$/;
    for (const { event } of records) {
      const service = String(event.eventSource).split(".")[0];
      const heard = matching(envelope(event, { source: `aws.${service}` })).length > 0;
      const name = String(event.eventName);
      const wanted =
        event.errorCode === undefined &&
        ((service === "sagemaker" && named.has(name)) || (service === "sts" && issuing.test(name)));
      expect([event.eventID, name, heard]).toEqual([event.eventID, name, wanted]);
    }
  });
});
