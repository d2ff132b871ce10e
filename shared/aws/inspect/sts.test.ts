import { expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { accountOfKey, getCaller } from "./sts.ts";

const place = { region: "us-east-1" };

test.each([
  ["arn:aws:iam::111122223333:user/ops", "aws"],
  ["arn:aws-us-gov:iam::111122223333:user/ops", "aws-us-gov"],
])("the caller %s is in %s", async (Arn, partition) => {
  const client = fakeClient({ GetCallerIdentity: { Account: "111122223333", Arn } });
  expect(await getCaller(place, client)).toEqual({ account: "111122223333", arn: Arn, partition });
});

test("the account of a key", async () => {
  const client = fakeClient({ GetAccessKeyInfo: { Account: "111122223333" } });
  expect(await accountOfKey("AKIAEXAMPLE000000001", place, client)).toBe("111122223333");
});

test.each([
  ["ValidationError", undefined],
  ["AccessDenied", "AccessDenied"],
])("%s of a key's account", async (name, thrown) => {
  const client = fakeClient({ GetAccessKeyInfo: Object.assign(new Error(name), { name }) });
  const asked = accountOfKey("AKIAEXAMPLE000000001", place, client);
  await (thrown ? expect(asked).rejects.toThrow(thrown) : expect(asked).resolves.toBeUndefined());
});
