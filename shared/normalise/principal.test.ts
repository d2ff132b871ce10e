import { describe, expect, test } from "@jest/globals";
import { trainingJobRecord } from "./fixtures.ts";
import { readPrincipal, splitId } from "./principal.ts";

const identity = trainingJobRecord().userIdentity;
const read = (userIdentity: unknown) => readPrincipal({ userIdentity });

test("an assumed role: the issuer keeps the role's path, the ARN drops it", () => {
  expect(read(identity)).toEqual({
    type: "AssumedRole",
    account: "123456789012",
    arn: "arn:aws:sts::123456789012:assumed-role/DataScientist/alice",
    principalId: "AROAEXAMPLEID:alice",
    accessKeyId: "ASIAEXAMPLEKEY",
    session: {
      roleArn: "arn:aws:iam::123456789012:role/teams/DataScientist",
      roleId: "AROAEXAMPLEID",
      name: "alice",
      createdAt: "2026-07-01T10:00:00Z",
      sourceIdentity: "alice",
    },
  });
});

describe("shapes of real records", () => {
  test.each<[string, unknown, object]>([
    ["no identity", undefined, { type: "Unknown" }],
    ["null", null, { type: "Unknown" }],
    [
      "a service",
      { type: "AWSService", invokedBy: "sagemaker.amazonaws.com" },
      { type: "AWSService", invokedBy: "sagemaker.amazonaws.com" },
    ],
    [
      "no type",
      { accountId: "123456789012", invokedBy: "x" },
      { type: "Unknown", account: "123456789012", invokedBy: "x" },
    ],
    [
      "another account",
      { type: "AWSAccount", principalId: "AIDA", accountId: "999999999999" },
      { type: "AWSAccount", principalId: "AIDA", account: "999999999999" },
    ],
    [
      "an IAM user whose issuer is empty",
      {
        type: "IAMUser",
        userName: "alice",
        sessionContext: { sessionIssuer: {}, attributes: { creationDate: "2026-07-01T10:00:00Z" } },
      },
      { type: "IAMUser", userName: "alice", session: { createdAt: "2026-07-01T10:00:00Z" } },
    ],
    ["an empty context", { type: "Root", sessionContext: {} }, { type: "Root" }],
    [
      "an assumed role without issuer",
      { type: "AssumedRole", principalId: "AROAX:run@1", sessionContext: { sessionIssuer: {} } },
      { type: "AssumedRole", principalId: "AROAX:run@1", session: { roleId: "AROAX", name: "run@1" } },
    ],
    [
      "an assumed role without principal id",
      { type: "AssumedRole", arn: "arn:aws:sts::1:assumed-role/R/bob" },
      { type: "AssumedRole", arn: "arn:aws:sts::1:assumed-role/R/bob", session: { name: "bob" } },
    ],
    [
      "an Identity Center person",
      {
        type: "IdentityCenterUser",
        onBehalfOf: { userId: "9067-1", identityStoreArn: "arn:aws:identitystore::1:identitystore/d-1" },
      },
      {
        type: "IdentityCenterUser",
        onBehalfOf: { userId: "9067-1", identityStoreArn: "arn:aws:identitystore::1:identitystore/d-1" },
      },
    ],
    ["a person without an id", { type: "AssumedRole", onBehalfOf: {} }, { type: "AssumedRole" }],
    [
      "fields of the wrong type",
      { type: 5, arn: [], userName: {}, sessionContext: "x", onBehalfOf: 7 },
      { type: "Unknown" },
    ],
  ])("%s", (_, userIdentity, expected) => {
    expect(read(userIdentity)).toEqual(expected);
  });
});

test.each([
  ["AROAX:alice", ["AROAX", "alice"]],
  ["AROAX:a:b", ["AROAX", "a:b"]],
  ["AROAX:", ["AROAX", undefined]],
  [":alice", [undefined, undefined]],
  ["AIDAX", [undefined, undefined]],
  [undefined, [undefined, undefined]],
])("splitId %s", (id, parts) => {
  expect(splitId(id)).toEqual(parts);
});
