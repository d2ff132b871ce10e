import { expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { getCaller } from "./sts.ts";

const place = { region: "us-east-1" };

test.each([
  ["arn:aws:iam::111122223333:user/ops", "aws"],
  ["arn:aws-us-gov:iam::111122223333:user/ops", "aws-us-gov"],
])("the caller %s is in %s", async (Arn, partition) => {
  const client = fakeClient({ GetCallerIdentity: { Account: "111122223333", Arn } });
  expect(await getCaller(place, client)).toEqual({ account: "111122223333", arn: Arn, partition });
});
