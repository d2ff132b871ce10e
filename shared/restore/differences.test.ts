import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { RoleImage } from "../model/role-image.ts";
import { differences, linesOf, titleOf } from "./differences.ts";
import { allow, image, policy, roles, trusting } from "./fixture.ts";

const titles = (change: Partial<RoleImage>): readonly string[] => differences(image(), image(change)).map(titleOf);

describe("differences", () => {
  test.each<[Partial<RoleImage>, string]>([
    [{ id: "AROAANOTHER" }, "role id: changed"],
    [{ path: "/" }, "path: changed"],
    [{ trust: policy(trusting("444455556666")) }, "trust policy: changed"],
    [{ boundary: "arn:aws:iam::111122223333:policy/edge" }, "permissions boundary: added"],
    [{ inline: [] }, "inline policy data: removed"],
    [{ inline: [{ name: "data", document: policy(allow("*")) }] }, "inline policy data: changed"],
    [
      { attached: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
      "attached policy arn:aws:iam::aws:policy/AdministratorAccess: added",
    ],
    [{ maxSession: 43_200 }, "session length: changed"],
    [{ description: undefined }, "description: removed"],
    [{ tags: [] }, "tag sagewarden:vendor: removed"],
    [{ tags: [{ key: "sagewarden:vendor", value: "x" }] }, "tag sagewarden:vendor: changed"],
    [{ profiles: ["p"] }, "instance profile p: added"],
  ])("%j", (change, title) => {
    expect(titles(change)).toEqual([title]);
  });

  test("there is none where a document is only written in another way, or an empty description was not kept", () => {
    expect(
      titles({ trust: JSON.stringify(JSON.parse(image().trust), null, 2), createdAt: "2027-01-01T00:00:00Z" }),
    ).toEqual([]);
    expect(differences(image({ description: "" }), image({ description: undefined }))).toEqual([]);
    expect(differences(image(), image({ id: "AROAANOTHER" }), { recreated: true })).toEqual([]);
  });

  test("a role is equal to itself, and what one has more the other has less", () => {
    fc.assert(
      fc.property(roles, roles, (one, other) => {
        expect(differences(one, one)).toEqual([]);
        const [there, back] = [differences(one, other), differences(other, one)];
        const count = (all: typeof there, how: string) => all.filter((each) => each.how === how).length;
        expect(count(there, "added")).toBe(count(back, "removed"));
        expect(count(there, "changed")).toBe(count(back, "changed"));
      }),
    );
  });

  test("the lines say what changed, and no external id", () => {
    const [one] = differences(image(), image({ trust: policy(trusting("999988887777", "another-secret")) }));
    expect(one?.lines).toEqual([
      '-           "sts:ExternalId": "(external id A)"',
      '+           "sts:ExternalId": "(external id B)"',
    ]);
  });

  test("many lines are cut, and how many were is said", () => {
    const found = differences(image(), image({ tags: [], inline: [], maxSession: 7_200 }));
    const all = linesOf(found, 100);
    expect(all[0]).toBe("inline policy data: removed");
    expect(linesOf(found, 5)).toEqual([...all.slice(0, 4), `… ${all.length - 4} more lines`]);
  });
});
