import { expect, test } from "@jest/globals";
import { isOurPolicy } from "../../shared/contain/policies.ts";
import { containment, names } from "../../shared/names.ts";
import { ContainmentPolicies } from "./containment-policies.ts";
import { propertiesOf, resourcesOf } from "./fixture.ts";

const policies = propertiesOf(
  resourcesOf((stack) => new ContainmentPolicies(stack, "Containment")),
  "AWS::IAM::ManagedPolicy",
);

test("both are there under the names that the ladder knows", () => {
  const found = policies.map(({ ManagedPolicyName }) => ManagedPolicyName);
  expect(found.toSorted()).toEqual([containment.managedDeny, containment.boundary].toSorted());
  for (const { Path, ManagedPolicyName } of policies)
    expect(isOurPolicy(`arn:aws:iam::111122223333:policy${Path}${ManagedPolicyName}`)).toBe(true);
  expect(policies.map(({ Path }) => Path)).toEqual([names.rolePath, names.rolePath]);
});

test("each denies everything: a boundary that allows nothing would leave what other policies give", () => {
  for (const { PolicyDocument } of policies)
    expect(PolicyDocument).toEqual({
      Version: "2012-10-17",
      Statement: [{ Sid: containment.deny, Effect: "Deny", Action: "*", Resource: "*" }],
    });
});
