import { describe, expect, test } from "@jest/globals";
import type { ActorId, Cell, RequestState, TagState } from "../model.ts";
import { rowOf } from "./rows.ts";
import { wantedBeside, wantedOfAll, wantedOfUrl, wantedOnCreate, wantedOnResource } from "./wanted.ts";

const pair = (action: string, type: string) => ({ row: rowOf(`sagemaker:${action}`), type });

test.each<[ActorId, string, string, TagState, Cell["wanted"]]>([
  ["owner", "DeleteEndpoint", "endpoint", "own", "allowed"],
  ["teammate", "DeleteEndpoint", "endpoint", "own", "allowed"],
  ["execution", "InvokeEndpoint", "endpoint", "own", "allowed"],
  ["other-team", "DeleteEndpoint", "endpoint", "other", "denied"],
  ["other-team", "DescribeEndpoint", "endpoint", "untagged", "denied"],
  ["other-team", "DescribeEndpoint", "endpoint", "empty", "denied"],
  ["other-team", "DescribeEndpoint", "endpoint", "wrong-case", "denied"],
  ["other-team", "DescribeEndpoint", "endpoint", "both", "denied"],
  ["no-team", "DescribeEndpoint", "endpoint", "own", "denied"],
  ["spoofed", "DescribeEndpoint", "endpoint", "own", "denied"],
  // An administrator's, and nobody's in a team.
  ["owner", "UpdateDomain", "domain", "own", "denied"],
  ["owner", "UpdateUserProfile", "user-profile", "own", "denied"],
  ["owner", "AddTags", "endpoint", "own", "denied"],
  ["owner", "DeleteTags", "endpoint", "own", "denied"],
  // What was closed once, and is work.
  ["owner", "CreateImageVersion", "image", "own", "allowed"],
  ["owner", "CreatePresignedNotebookInstanceUrl", "notebook-instance", "own", "allowed"],
  ["teammate", "CreatePresignedNotebookInstanceUrl", "notebook-instance", "own", "either"],
  ["other-team", "CreatePresignedNotebookInstanceUrl", "notebook-instance", "other", "denied"],
  // Not needed, and no border.
  ["owner", "UpdateInferenceComponent", "inference-component", "own", "either"],
  ["owner", "PutRecord", "feature-group", "own", "either"],
  ["owner", "DeleteApp", "app", "own", "either"],
  // Tags cannot open them, or one of what they take.
  ["owner", "DescribeHumanLoop", "human-loop", "own", "either"],
  ["owner", "UpdateMonitoringAlert", "monitoring-schedule", "own", "either"],
])("%s: %s on a %s, tagged %s: %s", (actor, action, type, state, wanted) => {
  expect(wantedOnResource(actor, pair(action, type), state)).toBe(wanted);
});

test.each<[ActorId, string, string, RequestState, Cell["wanted"]]>([
  ["owner", "CreateModel", "model", "own", "allowed"],
  ["owner", "CreateModel", "model", "none", "denied"],
  ["owner", "CreateOptimizationJob", "optimization-job", "own", "either"],
  ["other-team", "CreateOptimizationJob", "optimization-job", "other", "denied"],
  ["owner", "CreateModel", "model", "own+guarded", "denied"],
  ["owner", "CreateModel", "model", "both", "denied"],
  ["spoofed", "CreateModel", "model", "own", "denied"],
  ["owner", "CreateUserProfile", "user-profile", "own", "denied"],
  ["owner", "CreateApp", "app", "none", "either"],
  ["owner", "CreateApp", "app", "other", "denied"],
  ["owner", "CreateSharedModel", "shared-model", "own", "denied"],
])("%s: %s of a %s with tags %s: %s", (actor, action, type, state, wanted) => {
  expect(wantedOnCreate(actor, pair(action, type), state)).toBe(wanted);
});

test.each<[ActorId, string, Cell["wanted"]]>([
  ["owner", "sagemaker:ListModels", "open"],
  ["owner", "sagemaker:DescribeJobSchemaVersion", "open"],
  ["owner", "sagemaker:QueryLineage", "denied"],
  ["owner", "sagemaker:PutResourcePolicy", "denied"],
  ["no-team", "sagemaker:ListModels", "denied"],
])("%s: %s without a resource: %s", (actor, action, wanted) => {
  expect(wantedOfAll(actor, action)).toBe(wanted);
});

describe("a presigned URL", () => {
  const profile = { resourceTags: "own", owner: "self", network: "inside" } as const;
  test.each<[string, ActorId, Partial<typeof profile> | object, boolean, Cell["wanted"]]>([
    ["for one's own profile", "owner", {}, true, "allowed"],
    ["from elsewhere", "owner", { network: "outside" }, true, "denied"],
    ["from elsewhere, where no network is named", "owner", { network: "outside" }, false, "either"],
    ["for a teammate's", "owner", { owner: "teammate" }, true, "denied"],
    ["for another team's", "owner", { resourceTags: "other" }, true, "denied"],
    ["by a job", "execution", {}, true, "denied"],
    ["by somebody without a team", "no-team", {}, true, "denied"],
  ])("%s", (_, actor, change, isBound, wanted) => {
    expect(wantedOfUrl(actor, { ...profile, ...change }, isBound)).toBe(wanted);
  });
});

test("beside SageMaker, a team's own work and nothing else", () => {
  expect(wantedBeside("owner", "own", true)).toBe("allowed");
  expect(wantedBeside("owner", "own", true, false)).toBe("either");
  expect(wantedBeside("owner", "own", false)).toBe("denied");
  expect(wantedBeside("owner", "other", true)).toBe("denied");
  expect(wantedBeside("no-team", "own", true)).toBe("denied");
});
