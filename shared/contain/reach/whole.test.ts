import { describe, expect, test } from "@jest/globals";
import { aRole } from "../../../test/contain/roles.ts";
import { incidentStage, place } from "../../../test/contain/stage.ts";
import { IamRefusal, type RoleImage } from "../../model/role-image.ts";
import { containment } from "../../names.ts";
import { denyDocument } from "../policies.ts";
import { allowRole, denialOf, denyRole } from "./whole.ts";

const deny = { name: containment.deny, document: denyDocument() };

test.each([
  ["nothing", {}, undefined],
  ["the inline Deny", { inline: [deny] }, { type: "inline" }],
  [
    "the inline Deny with each name in a list",
    { inline: [{ ...deny, document: deny.document.replaceAll('"*"', '["*"]') }] },
    { type: "inline" },
  ],
  [
    "one with our name that denies less",
    { inline: [{ ...deny, document: deny.document.replace('"*"', '"s3:*"') }] },
    undefined,
  ],
  ["the managed Deny", { attached: [place.managedDeny] }, { type: "managed" }],
  ["the boundary", { boundary: place.denyBoundary }, { type: "boundary" }],
])("%s", (_what, change, expected) => expect(denialOf(aRole(change), place)).toEqual(expected));

const refusing = (kind: IamRefusal["kind"], operations: readonly string[]) => {
  const { world } = incidentStage();
  const refuse = async (): Promise<never> => {
    throw new IamRefusal(kind, `${kind}: not so`);
  };
  return { ...world.roles, ...Object.fromEntries(operations.map((name) => [name, refuse])) };
};

describe("a role is denied", () => {
  test.each([
    ["inline", [], { type: "inline" }],
    ["by the managed policy", ["putInline"], { type: "managed" }],
    ["by the boundary", ["putInline", "attach"], { type: "boundary" }],
  ])("%s", async (_what, full, by) => {
    expect(await denyRole(aRole(), place, refusing("full", full))).toMatchObject({ by });
  });

  test("not at all where IAM refuses: no other way is tried", async () => {
    expect(await denyRole(aRole(), place, refusing("refused", ["putInline"]))).toEqual({ refused: "refused: not so" });
  });

  test("what may pass is thrown", async () => {
    const roles = { ...incidentStage().world.roles, putInline: () => Promise.reject(new Error("Throttling")) };
    await expect(denyRole(aRole(), place, roles)).rejects.toThrow("Throttling");
  });
});

test("all of it is taken back, and the former boundary comes", async () => {
  const { world, iam } = incidentStage();
  const boundary = place.managedDeny;
  await world.roles.setBoundary("vendor-acme", place.denyBoundary);
  await world.roles.attach("vendor-acme", place.managedDeny);
  await world.roles.putInline("vendor-acme", deny.name, deny.document);
  await allowRole(iam.role("vendor-acme") as RoleImage, { type: "boundary", before: boundary }, place, world.roles);
  expect(iam.role("vendor-acme")).toEqual(aRole({ boundary }));
});

test("a boundary that somebody else set meanwhile stays", async () => {
  const { world, iam } = incidentStage({ role: aRole({ boundary: place.managedDeny }) });
  await allowRole(iam.role("vendor-acme") as RoleImage, { type: "boundary", before: "arn:former" }, place, world.roles);
  expect(iam.role("vendor-acme")?.boundary).toBe(place.managedDeny);
});
