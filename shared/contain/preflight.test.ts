import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { aRole, policyText } from "../../test/contain/roles.ts";
import { place } from "../../test/contain/stage.ts";
import type { RoleImage } from "../model/role-image.ts";
import { containment } from "../names.ts";
import { denyDocument, revokeDocument } from "./policies.ts";
import { denyFormOf, denyForms, fitsInline, inlineRoom, placesLeft, undoingActions, withoutOurs } from "./preflight.ts";
import { filler } from "./rungs/fixture.ts";

const [deny, needed] = [denyDocument(), denyDocument().length];
const image = (change: Partial<RoleImage>): RoleImage => aRole({ inline: [], ...change });
const snapshot = { bucket: "b", key: "k", version: "v", sha256: "", mac: "" };
const ten = Array.from({ length: 10 }, (_, index) => `arn:aws:iam::aws:policy/P${index}`);

test.each<[string, RoleImage["inline"], boolean]>([
  ["an empty role", [], true],
  ["to the last character", [filler(10_240 - needed)], true],
  ["one character short", [filler(10_240 - needed + 1)], false],
  ["white space is not counted", [{ name: "a", document: `${" \n\t".repeat(9_000)}{}` }], true],
  ["what it replaces is not counted", [filler(10_240 - needed), { name: containment.deny, document: deny }], true],
  ["several policies count together", [filler(6_000), { ...filler(4_200), name: "b" }], false],
])("room for the deny: %s", (_, inline, expected) => {
  expect(fitsInline({ inline }, containment.deny, deny)).toBe(expected);
});

test("the deny and the stamp fit together where the audit says that they do", () => {
  const both = needed + revokeDocument("2027-01-15T12:00:00Z").length;
  expect(both).toBeLessThanOrEqual(600);
});

test.each<[string, Partial<RoleImage>, boolean, readonly string[]]>([
  ["room for all", {}, true, ["inline", "managed", "boundary"]],
  ["the inline quota is full", { inline: [filler(10_240)] }, true, ["managed", "inline", "boundary"]],
  ["no place is left", { attached: ten }, true, ["inline", "managed", "boundary"]],
  ["neither", { inline: [filler(10_240)], attached: ten }, true, ["inline", "managed", "boundary"]],
  ["without a snapshot nothing is replaced", {}, false, ["inline", "managed"]],
])("forms to try: %s", (_, change, isKept, expected) => {
  expect(denyForms(image(change), isKept ? { snapshot } : {})).toEqual(expected);
});

test("the form that stands", () => {
  expect(denyFormOf(image({}), place)).toBeUndefined();
  expect(denyFormOf(image({ attached: [place.managedDeny] }), place)).toBe("managed");
  expect(denyFormOf(image({ boundary: place.denyBoundary }), place)).toBe("boundary");
  expect(denyFormOf(image({ inline: [{ name: containment.deny, document: deny }] }), place)).toBe("inline");
});

test("room and places are never less than nothing", () => {
  expect(placesLeft({ attached: [...ten, "arn:aws:iam::aws:policy/More"] })).toBe(0);
  expect(inlineRoom({ inline: [filler(10_240)] }, containment.deny)).toBe(0);
});

test("without ours a role is what it was", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/)), fc.nat(4), (others, at) => {
      const inline = others.map((name) => ({ name, document: "{}" }));
      const ours = { name: containment.revoke, document: revokeDocument("2027-01-15T12:00:00Z") };
      const mixed = image({ inline: inline.toSpliced(at, 0, ours), attached: [...ten, place.managedDeny] });
      expect(withoutOurs(mixed)).toEqual(image({ inline, attached: ten }));
    }),
  );
});

const allowing = (statement: object): RoleImage["inline"] => [
  { name: "own", document: policyText([{ Effect: "Allow", Resource: "*", ...statement }]) },
];
const limit = { arn: "arn:aws:iam::111122223333:policy/limit", version: "v1" };

test.each<[string, Partial<RoleImage>, string | undefined, readonly string[]]>([
  ["reads only", { inline: allowing({ Action: "s3:*" }) }, undefined, []],
  ["one action", { inline: allowing({ Action: "iam:DeleteRolePolicy" }) }, undefined, ["iam:DeleteRolePolicy"]],
  [
    "on another role",
    { inline: allowing({ Action: "iam:*", Resource: "arn:aws:iam::111122223333:role/other" }) },
    undefined,
    [],
  ],
  [
    "by an attached policy",
    { attached: [limit.arn] },
    policyText([{ Effect: "Allow", Action: "iam:PutRole*", Resource: "*" }]),
    ["iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"],
  ],
  [
    "within a boundary that leaves none",
    { inline: allowing({ Action: "*" }), boundary: limit.arn },
    policyText([{ Effect: "Allow", Action: "s3:*", Resource: "*" }]),
    [],
  ],
  [
    "on our managed policies",
    { inline: allowing({ Action: "iam:CreatePolicyVersion", Resource: place.managedDeny }) },
    undefined,
    ["iam:CreatePolicyVersion"],
  ],
])("may undo: %s", (_, change, document, expected) => {
  const managed = document === undefined ? [] : [{ ...limit, document }];
  expect(undoingActions({ image: image(change), managed }, place)).toEqual(expected);
});

test("an administrator may undo all", () => {
  expect(undoingActions({ image: image({ inline: allowing({ Action: "*" }) }), managed: [] }, place)).toHaveLength(9);
});
