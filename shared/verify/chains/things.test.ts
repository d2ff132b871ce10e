import { expect, test } from "@jest/globals";
import { smallEstate } from "./fixtures.ts";
import { studioContext, thingsOf } from "./things.ts";

const things = thingsOf(smallEstate(), { team: "TeamB", person: "bob" }, { team: "TeamA", person: "alice" });
const tail = (arn: string): string => arn.split(":").slice(5).join(":");

test.each([
  [things.theirs("endpoint"), "endpoint/TeamA-endpoint", { team: "TeamA", studiouserid: "alice" }],
  [things.theirs("user-profile"), "user-profile/d-shared/alice", { team: "TeamA", studiouserid: "alice" }],
  [things.theirs("app"), "app/d-shared/alice/JupyterLab/default", { team: "TeamA", studiouserid: "alice" }],
  [things.mine("experiment"), "experiment/TeamB-experiment", { team: "TeamB", studiouserid: "bob" }],
  [things.fresh("training-job"), "training-job/TeamB-training-job-new", {}],
  [things.domain, "domain/d-shared", {}],
  [things.object, "shared/TeamA/data.csv", { team: "TeamA", studiouserid: "alice" }],
  [things.repository, "repository/teama-images", { team: "TeamA", studiouserid: "alice" }],
])("%#", (thing, resource, tags) => {
  expect([tail(thing.arn), thing.tags]).toEqual([resource, tags]);
});

test("some types cannot be asked for their tags", () => {
  expect(things.theirs("mlflow-tracking-server").isTagAskable).toBe(false);
});

test("an estate without a bucket has SageMaker's own", () => {
  const { bucket } = thingsOf(
    smallEstate([], { bucket: undefined }),
    { team: "B", person: "b" },
    { team: "A", person: "a" },
  );
  expect(bucket.arn).toBe("arn:aws:s3:::sagemaker-us-east-1-111122223333");
});

test("Studio says who calls and whose it is", () => {
  expect(studioContext(smallEstate(), "bob", "alice", "Private")).toMatchObject({
    "sagemaker:UserProfileName": "bob",
    "sagemaker:OwnerUserProfileArn": "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-shared/alice",
  });
});
