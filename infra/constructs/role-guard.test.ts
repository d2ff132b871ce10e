import { describe, expect, test } from "@jest/globals";
import { names } from "../../shared/names.ts";
import { only, propertiesOf, resourcesOf } from "./fixture.ts";
import { VendorRole, type VendorRoleProps } from "./vendor-role.ts";

const right = { accounts: ["999988887777"], bucket: "auger-acmeorg", expires: "2027-12-31" };
const made = (change: object = {}, more: Partial<VendorRoleProps> = {}) =>
  resourcesOf(
    (stack) => void new VendorRole(stack, "Auger", { vendor: "auger", contract: { ...right, ...change }, ...more }),
  );
const guard = (change: object = {}) => only(made(change), "Custom::SagewardenRoleGuard");
const documentsOf = (change: object) => guard(change).Properties.Documents;

describe("a vendor's role is guarded", () => {
  test("by the home stack's function, by its name", () => {
    expect(guard().Properties).toMatchObject({
      ServiceToken: expect.stringMatching(new RegExp(`:function:${names.functions.guardDeployments}$`)),
      ServiceTimeout: "120",
      Role: "arn:aws:iam::<AWS::AccountId>:role/vendor/auger/vendor-auger",
      Vendor: "auger",
      Documents: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test("before it and its boundary are written", () => {
    const resources = made();
    for (const type of ["AWS::IAM::Role", "AWS::IAM::ManagedPolicy"])
      expect([only(resources, type).DependsOn].flat().map(String)).toContainEqual(
        expect.stringMatching(/^AugerGuardAsked/),
      );
  });

  test("anew when its documents change, and not when nothing does", () => {
    const all = [
      {},
      { bucket: "other" },
      { expires: "2027-12-30" },
      { accounts: ["777766665555"] },
      { owner: "alice" },
    ];
    expect(new Set(all.map(documentsOf)).size).toBe(all.length);
    expect(documentsOf({})).toBe(documentsOf({}));
  });

  test("anew when a rotation changes which external ids are trusted", () => {
    expect(guard().Properties.Parameters).toEqual(["<ExternalIdauger>", "<NextExternalIdauger>"]);
    expect(guard({ externalId: "8d1f9c-theirs" }).Properties.Parameters).toEqual([]);
  });

  test("without anything that would have to be taken back", () => {
    expect(guard()).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
  });
});

test("where no Sagewarden is deployed nobody is asked", () => {
  expect(propertiesOf(made({}, { isGuarded: false }), "Custom::SagewardenRoleGuard")).toEqual([]);
});
