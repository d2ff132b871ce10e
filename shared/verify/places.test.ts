import { expect, test } from "@jest/globals";
import { allow } from "../policy/fixtures.ts";
import { developer, estate, executionRole, teamRole } from "./fixtures.ts";
import { objectsOf } from "./places.ts";

const objects = (...patterns: readonly string[]) => {
  const policies = [developer(allow("s3:*", patterns))];
  const principals = [teamRole("TeamA", ["alice"], { policies }), executionRole("TeamB", "bob")];
  return objectsOf("TeamA", estate({ principals, bucket: undefined })).map((arn) => arn.replace("arn:aws:s3:::", ""));
};

test.each<[string, readonly string[], readonly string[]]>([
  ["a prefix of the team's", [`arn:aws:s3:::data/\${aws:PrincipalTag/Team}/*`], ["data/TeamA/TeamA/a.csv"]],
  ["one of the person's", [`arn:aws:s3:::data/\${aws:PrincipalTag/studiouserid}/*`], ["data/alice/TeamA/a.csv"]],
  ["all of a bucket", ["arn:aws:s3:::shared/*", "arn:aws:s3:::shared*"], ["shared/TeamA/a.csv", "sharedx/TeamA/a.csv"]],
  ["one object", ["arn:aws:s3:::shared/list.csv"], ["shared/list.csv"]],
  ["a bucket of any name", ["arn:aws:s3:::*data*/in/?/*"], ["xdatax/in/x/TeamA/a.csv"]],
  [
    "nothing that is its own",
    ["*", "arn:aws:s3:::*", "arn:aws:s3:::shared", "arn:aws:ecr:::x/*"],
    ["studio/TeamA/a.csv"],
  ],
])("%s", (_, patterns, expected) => expect(objects(...patterns)).toEqual(expected));

test("where the estate names the bucket, it is there", () => {
  expect(objectsOf("TeamA", estate({ bucket: "named" }))).toEqual(["arn:aws:s3:::named/TeamA/a.csv"]);
});
