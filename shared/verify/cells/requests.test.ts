import { describe, expect, test } from "@jest/globals";
import { actorsOf } from "../actors.ts";
import { estate } from "../fixtures.ts";
import type { ActorId, Cell, Estate } from "../model.ts";
import { requestsOf, taggingOf } from "./requests.ts";

const cell = (change: Partial<Cell>): Cell => ({
  ...{ actor: "other-team", action: "sagemaker:DeleteEndpoint", type: "endpoint", wanted: "denied" },
  ...{ resourceTags: undefined, requestTags: undefined, network: undefined },
  ...change,
});
const actor = (id: ActorId, of: Estate) => {
  const found = actorsOf(of).get(id)?.[0];
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
const asked = (change: Partial<Cell>, of = estate()) =>
  requestsOf(cell(change), actor(change.actor ?? "other-team", of), of);
const names = (requests: ReturnType<typeof asked>) =>
  requests.map(({ resource: { arn, tags } }) => [arn.split(":").at(-1), tags]);

describe("resources", () => {
  const theirs = { team: "TeamA", studiouserid: "alice" };
  const ours = { team: "TeamB", studiouserid: "bob" };

  test("several at once: the one that is asked about, and the asker's own", () => {
    expect(
      names(asked({ action: "sagemaker:AssociateTrialComponent", type: "experiment-trial", resourceTags: "other" })),
    ).toEqual([
      ["experiment-trial/TeamA-TrialName", theirs],
      ["experiment-trial-component/TeamB-TrialComponentName", ours],
    ]);
  });

  test("what is made has no tags yet, what it is made from has", () => {
    expect(names(asked({ action: "sagemaker:CreateEndpoint", type: "endpoint-config", requestTags: "own" }))).toEqual([
      ["endpoint-config/TeamB-EndpointConfigName", ours],
      ["endpoint/TeamB-EndpointName", {}],
    ]);
    expect(names(asked({ action: "sagemaker:CreateModel", type: "model", requestTags: "other" }))).toEqual([
      ["model/TeamB-ModelName", {}],
    ]);
  });

  test("no tags where IAM does not know any", () => {
    expect(names(asked({ action: "sagemaker:DescribeHumanLoop", type: "human-loop", resourceTags: "other" }))).toEqual([
      ["human-loop/TeamA-HumanLoopName", undefined],
    ]);
  });

  test("none at all", () => {
    expect(asked({ action: "sagemaker:ListModels", type: undefined })).toMatchObject([{ resource: { arn: "*" } }]);
  });
});

describe("context", () => {
  test.each<[string, Partial<Cell>, object]>([
    [
      "a request's tags",
      { action: "sagemaker:CreateModel", type: "model", requestTags: "own" },
      { "aws:TagKeys": ["team"], "aws:RequestTag/team": "TeamB" },
    ],
    [
      "somebody tags it as their own",
      { action: "sagemaker:AddTags", resourceTags: "other" },
      { "aws:RequestTag/team": "TeamB" },
    ],
    [
      "somebody takes the team away",
      { action: "sagemaker:DeleteTags", resourceTags: "other" },
      { "aws:TagKeys": ["team"] },
    ],
    [
      "whom a role is for",
      { action: "iam:PassRole", type: "role", resourceTags: "own" },
      { "iam:PassedToService": "sagemaker.amazonaws.com" },
    ],
    [
      "whose profile an app is in",
      { action: "sagemaker:DeleteApp", type: "app", resourceTags: "other" },
      { "sagemaker:OwnerUserProfileArn": "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-studio/alice" },
    ],
    [
      "where a job runs",
      { actor: "execution", resourceTags: "own" },
      { "sagemaker:DomainId": "d-studio", "sagemaker:UserProfileName": "bob", "aws:SourceIdentity": "bob" },
    ],
  ])("%s", (_, change, context) => {
    expect(asked(change)[0]?.context).toMatchObject(context);
  });

  test("a request that IAM knows no tags of brings none", () => {
    const keys = Object.keys(
      asked({ action: "sagemaker:CreateSharedModel", type: "shared-model", requestTags: "own" })[0]?.context ?? {},
    );
    expect(keys.filter((key) => /tag/i.test(key))).toEqual([]);
  });

  test("the network, where it decides", () => {
    const bound = estate({ vpcEndpoint: "vpce-1" });
    const url = { action: "sagemaker:CreatePresignedDomainUrl", type: "user-profile", resourceTags: "own" } as const;
    expect(asked({ ...url, network: "inside" }, bound)[0]?.context).toMatchObject({ "aws:SourceVpce": "vpce-1" });
    expect(asked({ ...url, network: "outside" }, bound)[0]?.context).toMatchObject({ "aws:SourceVpce": [] });
    expect(asked({ ...url, network: "inside" })[0]?.context).not.toHaveProperty("aws:SourceVpce");
  });
});

test("what is made with tags is tagged", () => {
  const of = estate();
  const tagging = (change: Partial<Cell>) => taggingOf(cell(change), actor("other-team", of), of);
  expect(tagging({ action: "sagemaker:CreateModel", type: "model", requestTags: "own" })).toMatchObject([
    {
      action: "sagemaker:AddTags",
      context: { "sagemaker:TaggingAction": "CreateModel", "aws:RequestTag/team": "TeamB" },
    },
  ]);
  expect(tagging({ action: "sagemaker:CreateModel", type: "model", requestTags: "none" })).toEqual([]);
  expect(tagging({ resourceTags: "own" })).toEqual([]);
});
