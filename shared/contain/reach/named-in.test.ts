import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { namingsIn } from "./named-in.ts";

const role = { arn: "arn:aws:iam::111122223333:role/vendor/acme/vendor-acme", id: "AROAACME" };
const trust = (AWS: unknown) =>
  JSON.stringify({
    Statement: [{ Principal: { AWS }, Condition: { StringEquals: { "sts:ExternalId": "a-secret" } } }],
  });

test.each([
  ["its ARN", trust(role.arn), [role.arn]],
  ["its id, as a deleted role's trust has it", trust(["AROAOTHER", role.id]), [role.id]],
  ["its id in aws:userid", trust(`${role.id}:*`), [`${role.id}:*`]],
  [
    "a session of it",
    trust("arn:aws:sts::111122223333:assumed-role/vendor-acme/x"),
    ["arn:aws:sts::111122223333:assumed-role/vendor-acme/x"],
  ],
  ["a document as IAM answers it", encodeURIComponent(trust(role.arn)), [role.arn]],
  ["an object", JSON.parse(trust(role.arn)), [role.arn]],
  ["another role", trust(`${role.arn}-2`), []],
  ["another account's role of this name", trust(role.arn.replace("1111", "4444")), []],
  ["no JSON", "{", []],
  ["nothing", undefined, []],
])("%s", (_what, policy, expected) => expect(namingsIn(policy, role)).toEqual(expected));

test("never anything but a name of the role, whatever the policy", () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.string()), (policy) => {
      expect(namingsIn(policy, role)).toEqual([]);
    }),
  );
});
