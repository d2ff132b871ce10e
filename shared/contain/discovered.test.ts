import { expect, test } from "@jest/globals";
import { aRole, policyText } from "../../test/contain/roles.ts";
import { incidentSettings, place } from "../../test/contain/stage.ts";
import type { RoleImage } from "../model/role-image.ts";
import { isDiscovered } from "./discovered.ts";

const trusting = (Principal: unknown): string => policyText([{ Effect: "Allow", Action: "sts:AssumeRole", Principal }]);

test.each<[string, Partial<RoleImage>, boolean]>([
  ["a stranger's account", { name: "x", path: "/", trust: trusting({ AWS: "arn:aws:iam::444455556666:root" }) }, true],
  ["anybody", { name: "x", path: "/", trust: trusting("*") }, true],
  ["our own account", { name: "x", path: "/", trust: trusting({ AWS: `arn:aws:iam::${place.account}:root` }) }, false],
  ["a service", { name: "x", path: "/", trust: trusting({ Service: "ec2.amazonaws.com" }) }, false],
  ["a service, in a vendor's name space", { trust: trusting({ Service: "ec2.amazonaws.com" }) }, true],
  [
    "a service, with a vendor's tag",
    {
      name: "x",
      path: "/",
      trust: trusting({ Service: "ec2.amazonaws.com" }),
      tags: [{ key: "sagewarden:vendor", value: "acme" }],
    },
    true,
  ],
  [
    "a hostile tag",
    {
      name: "x",
      path: "/",
      trust: trusting({ Service: "ec2.amazonaws.com" }),
      tags: [{ key: "__proto__", value: "acme" }],
    },
    false,
  ],
])("taken by %s: %s", (_, change, expected) => {
  expect(isDiscovered(aRole(change), incidentSettings(), place, "2027-01-15T12:00:00Z")).toBe(expected);
});
