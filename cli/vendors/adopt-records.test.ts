import { expect, test } from "@jest/globals";
import { actOf, assumeRecord, getObjectRecord, role } from "#shared/vendors/watch/example-acts.ts";
import { type Lookup, lookUp } from "./adopt-records.ts";

const taken = (name: string, index = 0) =>
  actOf({
    ...assumeRecord,
    eventID: `t-${name}-${index}`,
    requestParameters: { roleArn: role, roleSessionName: name },
  });
const did = actOf(getObjectRecord);

const looking = async (
  answers: Parameters<Lookup> extends [string, infer Asked]
    ? (region: string, asked: Asked) => ReturnType<typeof actOf>[]
    : never,
) => {
  const asked: string[] = [];
  const result = await lookUp({ arn: role, name: "vendor-auger" }, ["us-east-1", "eu-west-1"], async (region, each) => {
    asked.push(`${region} ${each.key} ${each.value}`);
    return answers(region, each);
  });
  return { ...result, asked };
};

test("first who took the role, then what was done under each name", async () => {
  const { acts, asked, isComplete } = await looking((region, { key, value }) => {
    if (key === "ResourceName") return region === "us-east-1" && value === role ? [taken("auger-7")] : [];
    return region === "eu-west-1" ? [did] : [];
  });
  expect(asked).toEqual([
    `us-east-1 ResourceName ${role}`,
    `eu-west-1 ResourceName ${role}`,
    "eu-west-1 ResourceName vendor-auger",
    "us-east-1 Username auger-7",
    "eu-west-1 Username auger-7",
  ]);
  expect(acts.map(({ eventName }) => eventName)).toEqual(["AssumeRole", "GetObject"]);
  expect(isComplete).toBe(true);
});

test("many names are cut, the most frequent stay", async () => {
  const names = Array.from({ length: 30 }, (_, index) => taken(`name-${index}`));
  const { asked, isComplete } = await looking((_, { key, value }) =>
    key === "ResourceName" && value === role ? [...names, taken("name-29", 1)] : [],
  );
  expect(asked.filter((each) => each.includes("Username"))).toHaveLength(40);
  expect(asked).toContain("us-east-1 Username name-29");
  expect(isComplete).toBe(false);
});

test("a full answer may have been cut", async () => {
  const many = Array.from({ length: 1_000 }, (_, index) => taken("auger-7", index));
  expect(
    (await looking((region, { key }) => (key === "Username" && region === "us-east-1" ? many : [taken("auger-7")])))
      .isComplete,
  ).toBe(false);
});

test("other uses of the role's name are no sessions", async () => {
  const tagged = actOf({ ...assumeRecord, eventSource: "iam.amazonaws.com", eventName: "TagRole" });
  expect((await looking(() => [tagged])).asked.some((each) => each.includes("Username"))).toBe(false);
});
