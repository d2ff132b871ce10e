import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { settingsSchema } from "#shared/model/settings.ts";
import { contractWith } from "#shared/vendors/role/fixture.ts";
import { contactOf, showSheet } from "./sheet.ts";

const folder = mkdtempSync(join(tmpdir(), "sagewarden-sheet-"));
afterAll(() => rmSync(folder, { recursive: true }));
const place = { account: "111122223333", contact: "alice" };

const shown = async (options: object) => {
  const [out, err]: [string[], string[]] = [[], []];
  const io = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text), cwd: folder };
  const code = await showSheet(contractWith({ externalId: "8d1f9c-theirs" }), options, io, place);
  return { code, out: out.join("\n"), err: err.join("\n") };
};

test("as text, with the command at its end", async () => {
  const { code, out } = await shown({});
  expect(code).toBe(0);
  expect(out).toContain("Role                arn:aws:iam::111122223333:role/vendor/auger/vendor-auger");
  expect(out.split("\n").at(-1)).toMatch(/^aws sts assume-role /);
});

test("as one JSON document", async () => {
  expect(JSON.parse((await shown({ json: true })).out)).toMatchObject({ vendor: "auger", contact: "alice" });
});

test("as Markdown in a file, and JSON beside it where asked", async () => {
  const { out, err } = await shown({ out: "auger.md" });
  expect([out, err]).toEqual(["", "auger.md is written; the external id is not in it"]);
  expect(readFileSync(join(folder, "auger.md"), "utf8")).toMatch(/^# Access for auger\n/);
  expect(JSON.parse((await shown({ out: "auger.md", json: true })).out)).toMatchObject({ vendor: "auger" });
});

test("a file that cannot be written is bad input", async () => {
  await expect(shown({ out: "none/auger.md" })).rejects.toThrow(expect.objectContaining({ name: "BadInput" }));
});

test.each([{}, { json: true }])("with %j the external id is not shown", async (options) => {
  expect((await shown(options)).out).not.toContain("8d1f9c-theirs");
});

describe("whom the vendor asks", () => {
  const settings = settingsSchema.parse({
    mode: "observe",
    region: "us-east-1",
    tags: {},
    teams: { TeamA: {} },
    people: { alice: { team: "TeamA", email: "alice@example.com" }, bob: { team: "TeamA" } },
    approvers: ["bob", "alice"],
  });
  test.each([
    [{ owner: "alice", team: "TeamA" }, "alice <alice@example.com>, TeamA"],
    [{ owner: "bob" }, "bob"],
    [{}, "bob, alice <alice@example.com>"],
  ])("%j: %s", (change, expected) => {
    expect(contactOf({ ...contractWith(), ...change }, settings)).toBe(expected);
  });

  test("nobody named: the account's owner", () => {
    expect(contactOf(contractWith(), { ...settings, approvers: [] })).toBe("the account's owner");
  });
});
