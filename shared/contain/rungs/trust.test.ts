import { expect, test } from "@jest/globals";
import { policyText } from "../../../test/contain/roles.ts";
import { place } from "../../../test/contain/stage.ts";
import { closedTrust } from "../policies.ts";
import { rungStage } from "./fixture.ts";
import { trust } from "./trust.ts";

const vendor = { arn: "arn:aws:iam::999988887777:role/app" };

test("lets nobody in any more, and gives the vendor back to itself", async () => {
  const stage = await rungStage();
  expect(await stage.holds(trust)).toBe(false);
  expect(await stage.plan(trust)).toMatchObject({ status: "todo" });
  await stage.apply(trust);
  expect(stage.iam.assume(vendor, "vendor-acme", { externalId: "e-1" })).toBeUndefined();
  expect(await stage.holds(trust)).toBe(true);
  expect(await stage.plan(trust)).toMatchObject({ status: "done" });
  await stage.apply(trust);
  await stage.undo(trust);
  expect(stage.live()).toEqual(stage.role);
  expect(await stage.undo(trust)).toMatch(/already/);
});

test("is closed when IAM gives its names back in another order, and one as a list", async () => {
  const stage = await rungStage();
  await stage.apply(trust);
  const { Version, Statement } = JSON.parse(closedTrust());
  const [{ Action, ...closed }] = Statement;
  const given = JSON.stringify({
    Statement: { ...closed, Action: Action.toReversed(), Principal: { AWS: ["*"] } },
    Version,
  });
  await stage.iam.roles.setTrust("vendor-acme", given);
  expect(await stage.plan(trust)).toMatchObject({ status: "done" });
  await stage.apply(trust);
  expect(stage.live()?.trust).toBe(given);
  expect(await stage.holds(trust)).toBe(true);
});

const opens = (statement: object): string => policyText([{ Effect: "Allow", Action: "sts:AssumeRole", ...statement }]);

test.each([
  ["the vendor", opens({ Principal: { AWS: "arn:aws:iam::999988887777:root" } })],
  ["anybody", opens({ Principal: "*" })],
  ["a service", opens({ Principal: { Service: "ec2.amazonaws.com" } })],
  ["nobody, by another document than ours", policyText([{ Effect: "Deny", Principal: "*", Action: "sts:AssumeRole" }])],
])("a trust that lets in %s does not hold", async (_, document) => {
  const stage = await rungStage();
  await stage.apply(trust);
  await stage.iam.roles.setTrust("vendor-acme", document);
  expect(await stage.holds(trust)).toBe(false);
  await stage.apply(trust);
  expect(stage.live()?.trust).toBe(closedTrust());
});

test("a trust that could not be put back is not replaced", async () => {
  const stage = await rungStage();
  const { snapshot: _, ...incident } = stage.row();
  expect(trust.plan({ ...(await stage.ground()), incident }, place)).toMatchObject({ status: "refused" });
});
