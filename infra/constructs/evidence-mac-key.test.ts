import { expect, test } from "@jest/globals";
import { EvidenceMacKey } from "./evidence-mac-key.ts";
import { only, resourcesOf, statementsIn } from "./fixture.ts";

const keyOf = (makers: readonly string[], lab = false) =>
  only(
    resourcesOf((stack) => new EvidenceMacKey(stack, "Mac", { makers, lab })),
    "AWS::KMS::Key",
  );

test("makes and verifies MACs, and never leaves KMS", () => {
  expect(keyOf([]).Properties).toMatchObject({ KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" });
});

test.each([
  ["lets those alone make one", ["arn:aws:iam::111122223333:role/sagewarden/s"], {}],
  ["lets nobody make one where nobody is named", [], undefined],
])("%s", (_what, makers, expected) => {
  const [, deny, ...others] = statementsIn(keyOf(makers), "KeyPolicy");
  expect(others).toEqual([]);
  expect(deny).toMatchObject({ Effect: "Deny", Action: "kms:GenerateMac", Principal: { AWS: "*" } });
  expect(deny?.Condition).toEqual(expected && { ArnNotEquals: { "aws:PrincipalArn": makers } });
});

test("outlives its stack, but not the lab's", () => {
  expect(keyOf([]).DeletionPolicy).toBe("RetainExceptOnCreate");
  expect(keyOf([], true).DeletionPolicy).toBe("Delete");
});
