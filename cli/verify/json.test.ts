import { expect, test } from "@jest/globals";
import { contradicted, everythingFound, nothingFound } from "./fixture.ts";
import { asJson } from "./json.ts";

const accepted = { owner: "platform", reason: "names", expires: "2026-12-31" };

test("names are contract", () => {
  expect(JSON.parse(asJson(everythingFound))).toEqual({
    cells: 4,
    borders: { judged: [{ own: "TeamA", other: "TeamB" }], alike: [{ own: "TeamB", other: "TeamA" }] },
    absent: [{ team: "TeamA", kind: "execution" }],
    unasked: [
      {
        ...{ role: "studio-TeamB", statement: { policy: "a.json", index: 0, sid: "Keys" }, pattern: "iam:*Key*" },
        ...{ resource: "*", actions: ["iam:DeleteAccessKey"], isGrave: true },
      },
      {
        ...{ role: "studio-TeamB", statement: { policy: "a.json", index: 1, sid: null }, pattern: "athena:*" },
        ...{ resource: "*", actions: [], isGrave: false },
      },
    ],
    violations: [
      {
        ...{ role: "studio-TeamB", border: { own: "TeamA", other: "TeamB" }, actor: "other-team" },
        ...{ action: "sagemaker:DeleteEndpoint", type: "endpoint", resourceTags: "other" },
        ...{ requestTags: null, decision: "allowed", statement: { policy: "developer.json", index: 1, sid: null } },
      },
      {
        ...{
          actor: "other-team",
          action: "sagemaker:CreatePresignedDomainUrl",
          type: "user-profile",
          owner: "teammate",
        },
        ...{ resourceTags: "other", requestTags: null, network: "inside", decision: "ambiguous", statement: null },
      },
    ],
    missing: [expect.objectContaining({ resourceTags: "own", decision: "implicitDeny", statement: null })],
    chains: [
      {
        ...{ goal: "data-deleted", known: "C1" },
        steps: [
          { principal: "studio-TeamB as bob", action: "sagemaker:AddTags", resource: "arn:e", with: "tags team=TeamB" },
          { principal: "studio-TeamB as bob", action: "sagemaker:DeleteExperiment", resource: "arn:e" },
        ],
        statements: [{ policy: "read-only.json", index: 1, sid: "TagAnything" }, null],
      },
    ],
    // Once for each action, with the first that opened it.
    unscopable: [
      { action: "sagemaker:ListModels", statement: { policy: "a.json", index: 0, sid: "List" }, ...accepted },
    ],
    lint: [
      {
        ...{ rule: "dead-pair", severity: "low", line: 4, remedy: "Give it its own." },
        statement: { policy: "a.json", index: 0, sid: "List" },
        what: "s3:GetObject is about none of these resources",
      },
    ],
    drift: [
      {
        statement: { policy: "a.json", index: 0, sid: "List" },
        ...{ effect: "Allow", pattern: "sagemaker:List*", action: "sagemaker:ListSecrets" },
      },
    ],
    ledger: {
      unlisted: ["sagemaker:Search"],
      expired: [{ actions: ["sagemaker:ListModels"], ...accepted }],
      unused: ["sagemaker:ListHubs"],
    },
    oracle: null,
  });
});

test("nothing found", () => {
  expect(JSON.parse(asJson(nothingFound))).toEqual({
    cells: 1,
    ...{ borders: { judged: [{ own: "TeamA", other: "TeamB" }], alike: [] }, absent: [], unasked: [] },
    violations: [],
    missing: [],
    chains: [],
    unscopable: [],
    lint: [],
    drift: [],
    ledger: { unlisted: [], expired: [], unused: [] },
    oracle: null,
  });
});

test("where AWS says something else: ambiguous, with both answers", () => {
  expect(JSON.parse(asJson({ ...nothingFound, oracle: contradicted })).oracle).toEqual({
    ...{ cells: 2592, compared: 2070, without: ["resource control policies"] },
    limits: [{ what: "it takes a key in one spelling", requests: 360 }],
    disagreements: [
      {
        ...{ actor: "other-team", action: "sagemaker:DeleteEndpoint", type: "endpoint", resourceTags: "other" },
        ...{ requestTags: null, decision: "ambiguous", statement: null },
        ...{ resource: "arn:e", own: "implicitDeny", aws: "allowed" },
      },
      expect.objectContaining({
        ...{ decision: "ambiguous", own: "allowed", aws: "explicitDeny" },
        statement: { policy: "developer.json", index: 0, sid: "UseOwn" },
      }),
    ],
  });
});

test("nothing kept that says what was accepted", () => {
  const { drift, ledger } = JSON.parse(asJson({ ...nothingFound, drift: undefined, ledger: undefined }));
  expect([drift, ledger]).toEqual([null, null]);
});
