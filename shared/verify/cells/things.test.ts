import { expect, test } from "@jest/globals";
import { actorsOf } from "../actors.ts";
import { estate } from "../fixtures.ts";
import { requestStates, tagStates } from "../model.ts";
import { arnOf, ownerOf, profileArn, requestTags, resourceTags } from "./things.ts";

const of = estate();
const bob = actorsOf(of).get("other-team")?.[0];
if (bob === undefined) throw new Error("no attacker");

test("the states of a resource's tags, seen by the other team", () => {
  expect(Object.fromEntries(tagStates.map((state) => [state, resourceTags(state, "other", bob, of)]))).toEqual({
    own: { team: "TeamB", studiouserid: "alice" },
    other: { team: "TeamA", studiouserid: "alice" },
    untagged: {},
    empty: { team: "", studiouserid: "" },
    "wrong-case": { TEAM: "TeamA", studiouserid: "alice" },
    both: { team: "TeamA", TEAM: "TeamB", studiouserid: "alice" },
  });
});

test("the states of a request's tags", () => {
  expect(Object.fromEntries(requestStates.map((state) => [state, requestTags(state, bob, of)]))).toEqual({
    none: {},
    own: { team: "TeamB" },
    other: { team: "TeamA" },
    "own+guarded": { team: "TeamB", studiouserid: "alice" },
    "wrong-case": { TEAM: "TeamB" },
    both: { team: "TeamB", TEAM: "TeamA" },
    unrelated: { "not-team": "TeamB" },
  });
});

test("whose it is follows from the tags, unless the cell says more", () => {
  expect(ownerOf({ actor: "owner", resourceTags: "own" })).toBe("self");
  expect(ownerOf({ actor: "teammate", resourceTags: "own" })).toBe("teammate");
  expect(ownerOf({ actor: "owner", resourceTags: "both" })).toBe("other");
  expect(ownerOf({ actor: "owner", resourceTags: "empty" })).toBeUndefined();
  expect(ownerOf({ actor: "owner", resourceTags: "other", owner: "self" })).toBe("self");
});

test.each([
  [
    "sagemaker:DeleteEndpoint",
    "endpoint",
    "other",
    "arn:aws:sagemaker:us-east-1:111122223333:endpoint/TeamA-EndpointName",
  ],
  [
    "sagemaker:DeleteApp",
    "app",
    "self",
    "arn:aws:sagemaker:us-east-1:111122223333:app/d-studio/bob/TeamB-AppType/TeamB-AppName",
  ],
  ["sagemaker:DescribeDomain", "domain", undefined, "arn:aws:sagemaker:us-east-1:111122223333:domain/d-elsewhere"],
  ["s3:GetObject", "object", "other", "arn:aws:s3:::studio/TeamA/a.csv"],
  ["iam:PassRole", "role", "self", "arn:aws:iam::111122223333:role/sagemaker/TeamB/execution"],
  ["iam:PassRole", "role", "other", "arn:aws:iam::111122223333:role/sagemaker/TeamA/execution"],
  ["ecr:PutImage", "repository", "other", "arn:aws:ecr:us-east-1:111122223333:repository/teama/images"],
  [
    "logs:GetLogEvents",
    "log-stream",
    "self",
    "arn:aws:logs:us-east-1:111122223333:log-group:/aws/sagemaker/TrainingJobs:log-stream:TeamB-job/algo-1",
  ],
] as const)("%s: a %s of %s", (action, type, owner, arn) => {
  expect(arnOf(action, type, owner, bob, of)).toBe(arn);
});

test("a profile is called like its person", () => {
  expect(profileArn("other", bob, of)).toBe("arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-studio/alice");
});
