import { describe, expect, test } from "@jest/globals";
import { otherCase } from "../tags.ts";
import { smallEstate } from "./fixtures.ts";
import { call, creating, direct, endOf, holding, inWords, ownTags, requestTags } from "./tries.ts";
import { worldOf } from "./world.ts";

const world = worldOf(smallEstate());
const [by, posing] = world.sessions;
if (by === undefined || posing === undefined) throw new Error("no sessions");
const on = world.things.fresh("endpoint");

describe("a call that creates", () => {
  test("asks for tagging as well where it tags", () => {
    const { asks, ...step } = creating(by, "sagemaker:CreateEndpoint", on, { team: "TeamB" }, { with: "x" });
    expect(step).toMatchObject({ principal: by.name, resource: on.arn, with: "tags team=TeamB; x" });
    expect(asks).toMatchObject([
      { action: "sagemaker:CreateEndpoint", context: { "aws:RequestTag/team": "TeamB", "aws:TagKeys": ["team"] } },
      {
        action: "sagemaker:AddTags",
        context: { "aws:RequestTag/team": "TeamB", "sagemaker:TaggingAction": "CreateEndpoint" },
      },
    ]);
  });

  test("and not where it does not", () => {
    const { asks } = creating(by, "sagemaker:CreateEndpoint", on, {});
    expect(asks).toMatchObject([{ action: "sagemaker:CreateEndpoint", context: {} }]);
  });
});

test("a call asks for its own permission first, then for the others", () => {
  const other = call(by, "iam:PassRole", on).asks[0];
  expect(call(by, "sagemaker:CreateModel", on, { also: [other] }).asks).toHaveLength(2);
});

test("what is not held from the start is a need", () => {
  expect(holding(by)).toEqual({});
  expect(holding(posing)).toEqual({ "holds studio-TeamB as bob for alice": "yes" });
  expect(direct(posing, { action: "x:Do", goal: "data-read", known: undefined }, on)).toMatchObject({
    needs: holding(posing),
    end: { goal: "data-read" },
  });
});

test("both spellings of a log group are one end", () => {
  const group = (arn: string) => endOf("data-read", "x", arn).key;
  const [plain, wide] = world.things.logGroups.map((each) => endOf("data-read", "x", each).key);
  expect(wide).toBe(plain);
  expect(group("a")).not.toBe(group("b"));
});

test("tags in a request, in words, in another case", () => {
  expect(requestTags({})).toEqual({});
  expect(inWords({ team: "TeamB", a: "b" })).toBe("tags team=TeamB, a=b");
  expect(inWords({})).toBeUndefined();
  expect(["team", "TEAM", "CostTeam"].map(otherCase)).toEqual(["TEAM", "team", "COSTTEAM"]);
  expect(ownTags(world)).toContainEqual({});
});
