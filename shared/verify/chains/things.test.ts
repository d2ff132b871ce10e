import { expect, test } from "@jest/globals";
import { policyOf, roleOf, smallEstate } from "./fixtures.ts";
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
  [things.objects[0] ?? things.anything, "shared/TeamA/a.csv", { team: "TeamA", studiouserid: "alice" }],
  [things.repository, "repository/teama-images", { team: "TeamA", studiouserid: "alice" }],
])("%#", (thing, resource, tags) => {
  expect([tail(thing.arn), thing.tags]).toEqual([resource, tags]);
});

test("some types cannot be asked for their tags", () => {
  expect(things.theirs("mlflow-tracking-server").isTagAskable).toBe(false);
});

test("where the victim's objects are, and in which buckets", () => {
  const policies = [
    policyOf("p", { Effect: "Allow", Action: "s3:*", Resource: ["arn:aws:s3:::one/*", "arn:aws:s3:::two/*"] }),
  ];
  const estate = smallEstate([], { bucket: undefined, principals: [roleOf("TeamA", { policies })] });
  const { objects, buckets } = thingsOf(estate, { team: "TeamB", person: "b" }, { team: "TeamA", person: "a" });
  expect(objects.map(({ arn }) => tail(arn))).toEqual(["one/TeamA/a.csv", "two/TeamA/a.csv"]);
  expect(buckets.map(({ arn }) => tail(arn))).toEqual(["one", "two"]);
});

test("Studio says who calls and whose it is", () => {
  expect(studioContext(smallEstate(), "bob", "alice", "Private")).toMatchObject({
    "sagemaker:UserProfileName": "bob",
    "sagemaker:OwnerUserProfileArn": "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-shared/alice",
  });
});
