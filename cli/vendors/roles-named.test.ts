import { describe, expect, test } from "@jest/globals";
import { settingsWith } from "#shared/vendors/fixture.ts";
import { type RoleReads, rolesNamed } from "./roles-named.ts";

const settings = settingsWith(`{ auger: { accounts: ["999988887777"] } }`);
const place = { partition: "aws", account: "111122223333" };
const own = "arn:aws:iam::111122223333:role/vendor/auger/vendor-auger";
const other = "arn:aws:iam::111122223333:role/a-batch";

const named = async (name: string, reads: Partial<RoleReads> = {}) => {
  const err: string[] = [];
  const usual: RoleReads = { named: async () => undefined, ofVendor: async () => [other, own] };
  const io = { err: (text: string) => void err.push(text) };
  const roles = await rolesNamed(name, settings, place, { ...usual, ...reads }, io);
  return { roles, err: err.join("\n") };
};

describe("a name on the command line", () => {
  test("a vendor: all its roles, the contract's own first", async () => {
    expect((await named("auger")).roles).toEqual([own, other]);
  });

  test("a vendor of whom no role is found: the contract's, so that the refusal says it", async () => {
    expect((await named("auger", { ofVendor: async () => [] })).roles).toEqual([own]);
  });

  test("a vendor, where IAM may not be read: the contract's role, and that is said", async () => {
    const denied = Object.assign(new Error("no"), { name: "AccessDenied" });
    const { roles, err } = await named("auger", { ofVendor: () => Promise.reject(denied) });
    expect([roles, err]).toEqual([[own], expect.stringContaining("further roles of auger are not looked for")]);
  });

  test("a role's ARN: that role, whoever's it is", async () => {
    expect((await named(other)).roles).toEqual([other]);
  });

  test("a role's name: its ARN", async () => {
    const reads = { named: async (name: string) => (name === "a-batch" ? other : undefined) };
    expect((await named("a-batch", reads)).roles).toEqual([other]);
  });

  test.each([
    "augur",
    "__proto__",
    "constructor",
    "",
    "arn:aws:sts::111122223333:assumed-role/a/b",
    "a b",
    "x".repeat(65),
  ])("%j: bad input that names the input, and what is allowed", async (name) => {
    await expect(named(name)).rejects.toMatchObject({ name: "BadInput" });
    await expect(named(name)).rejects.toThrow(/^NAME: found ".*which is no vendor.*allowed: .*auger/);
  });

  test("a near miss is suggested", async () => {
    await expect(named("augur")).rejects.toThrow('did you mean "auger"?');
  });
});
