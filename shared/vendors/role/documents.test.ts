import { describe, expect, test } from "@jest/globals";
import { readPolicy } from "../../policy/read.ts";
import { boundaryDocument, permissionsDocument, tagsOf, trustDocument } from "./documents.ts";
import { contractWith, everything, place } from "./fixture.ts";
import type { PolicyJson } from "./policy-json.ts";

const all = contractWith(everything);

describe("the documents of a contract with everything", () => {
  test.each([
    ["trust", trustDocument(all, { partition: "aws", externalId: ["old", "new"] })],
    ["identity", permissionsDocument(all, place)],
    ["identity", boundaryDocument(all, place)],
  ] as const)("%s: read without a problem, every Sid once", (kind, document) => {
    expect(readPolicy(document, kind).problems).toEqual([]);
    const sids = document.Statement.map(({ Sid }) => Sid);
    expect(new Set(sids).size).toBe(sids.length);
    for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
  });

  test("the boundary allows what the permissions allow, on the same resources, within the same limits", () => {
    const split = (document: PolicyJson) =>
      document.Statement.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action, Resource = [] }) =>
        Action.flatMap((action) => Resource.map((resource) => `${action} ${resource}`)),
      );
    const [permissions, boundary] = [permissionsDocument(all, place), boundaryDocument(all, place)];
    expect(new Set(split(boundary))).toEqual(new Set(split(permissions)));
    const denies = ({ Statement }: PolicyJson) => Statement.filter(({ Effect }) => Effect === "Deny");
    expect(denies(boundary)).toEqual(denies(permissions));
  });
});

test("a contract of nothing still has its limits", () => {
  const statements = permissionsDocument(contractWith({ bucket: undefined }), place).Statement;
  expect(statements.map(({ Effect }) => Effect)).toEqual(["Deny", "Deny"]);
});

test("tags say whose the role is", () => {
  expect({ ...tagsOf({ ...all, owner: "alice" }) }).toEqual({
    "sagewarden:vendor": "auger",
    "sagewarden:owner": "alice",
    "sagewarden:expires": "2027-12-31",
  });
  expect({ ...tagsOf(contractWith()) }).toEqual({ "sagewarden:vendor": "auger" });
});
