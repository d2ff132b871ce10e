import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { BadInput } from "../../shared/model/errors.ts";
import { allow } from "../../shared/policy/fixtures.ts";
import { developer, estate } from "../../shared/verify/fixtures.ts";
import { contradicted, nothingFound } from "../verify/fixture.ts";
import { prove } from "../verify/proof.ts";
import { type VerifyOptions, verb, verify } from "./verify.ts";

/** Without a `cdk.out`. */
const cwd = fileURLToPath(new URL("../../policies", import.meta.url));
const recorder = () => {
  const said = { out: "", err: "" };
  const io = {
    out: (text: string) => {
      said.out += text;
    },
    err: (text: string) => {
      said.err += text;
    },
    stdin: (async function* nothing() {})(),
    ...{ env: {}, cwd },
  };
  return { said, io };
};
const run = async (options: VerifyOptions) => {
  const { said, io } = recorder();
  return { code: await verb.run([], { smoke: true, failOn: "medium", ...options }, io), ...said };
};

test("without an option: the policies of the constructs, and nothing is found", async () => {
  const { code, out, err } = await run({ json: true });
  expect([code, JSON.parse(out).cells]).toEqual([0, 2592]);
  expect(err).toContain("policies/studio");
  expect(err).toContain("2592 cells: 0 violations, 0 missing; 0 chains");
});

test("a folder, for people", async () => {
  const { code, out } = await run({ policies: "as-published" });
  expect(code).toBe(1);
  expect(out).toContain("open, though it must be denied");
  expect(out).toContain("C1:");
});

test("a folder that is none", async () => {
  await expect(run({ policies: "nowhere" })).rejects.toThrow("nowhere/verify.json: there is no such file");
});

test("a key, and nothing to sign", async () => {
  await expect(run({ policies: "studio", signKey: "key.pem" })).rejects.toThrow("without --evidence");
});

test("two estates at once", async () => {
  await expect(run({ policies: "studio", live: true })).rejects.toThrow(BadInput);
});

describe("--fail-on", () => {
  const open = estate({}, { policies: [developer(allow("*"))] });
  const closed = estate({}, { policies: [] });
  test.each([
    ["open", open, "critical", 1],
    ["closed to its own team", closed, "medium", 1],
    ["closed to its own team", closed, "critical", 0],
  ])("%s %#: exit code", (_, of, failOn, code) => {
    const proof = prove(of, { isSmoke: true, today: "2027-01-01" });
    expect(verify(proof, { json: true, failOn }, recorder().io)).toBe(code);
  });
});

describe("what somebody has to accept fails", () => {
  const entry = { actions: ["sagemaker:ListModels"], owner: "platform", reason: "names", expires: "2026-12-31" };
  const ledger = { unlisted: [], expired: [], unused: [], entries: [] };
  const statement = { policy: "a.json", index: 0, sid: "Apps" };
  const caught = { statement, effect: "Allow", pattern: "sagemaker:*App", action: "sagemaker:CreateSuperApp" } as const;

  test.each([
    ["nothing", {}, 0],
    ["an action newly caught", { drift: [caught] }, 1],
    ["an open action that nobody accepts", { ledger: { ...ledger, unlisted: ["sagemaker:Search"] } }, 1],
    ["an entry that expired", { ledger: { ...ledger, expired: [entry] } }, 1],
    ["an entry without use", { ledger: { ...ledger, unused: ["sagemaker:Search"] } }, 0],
    ["no lock and no ledger", { drift: undefined, ledger: undefined }, 0],
  ])("%s", (_, change, code) => {
    const { said, io } = recorder();
    expect(verify({ ...nothingFound, ...change }, { failOn: "medium" }, io)).toBe(code);
    if ("drift" in change && change.drift) expect(said.out).toMatch(/a\.json +Apps .*sagemaker:CreateSuperApp/);
  });
});

test.each([
  ["medium", 1],
  ["critical", 0],
])("where AWS says something else: --fail-on %s: %s, and how much was compared", (failOn, code) => {
  const { said, io } = recorder();
  expect(verify({ ...nothingFound, oracle: contradicted }, { failOn }, io)).toBe(code);
  expect(said.err).toContain("2592 cells, 2070 requests compared, 2 disagreements");
});

test("evidence and page are written; evidence holds for its own policies only", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-verify-"));
  const [evidence, html, signKey, publicKey] = ["e.json", "m.html", "key.pem", "pub.pem"].map((name) =>
    join(folder, name),
  );
  const pair = generateKeyPairSync("ed25519");
  writeFileSync(`${signKey}`, pair.privateKey.export({ type: "pkcs8", format: "pem" }));
  writeFileSync(`${publicKey}`, pair.publicKey.export({ type: "spki", format: "pem" }));
  await run({ policies: "as-published", ...{ evidence, html, signKey } } as VerifyOptions);
  expect(readFileSync(`${html}`, "utf8")).toContain("<!doctype html>");
  expect(JSON.parse(readFileSync(`${evidence}`, "utf8")).evidence.counts).toMatchObject({ cells: 2592, lint: 5 });
  const check = { check: evidence, publicKey, json: true } as VerifyOptions;
  const failed = await run({ policies: "as-published", ...check });
  expect([failed.code, JSON.parse(failed.out).problems]).toEqual([
    1,
    [expect.stringContaining("failed"), "it is of 2592 cells; the whole matrix has 21750"],
  ]);
  await run({ policies: "studio", smoke: false, ...{ evidence, signKey } } as VerifyOptions);
  const same = await run({ policies: "studio", ...check });
  expect([same.code, JSON.parse(same.out)]).toEqual([0, expect.objectContaining({ valid: true, signed: true })]);
  const unvouched = await run({ policies: "studio", check: evidence } as VerifyOptions);
  expect([unvouched.code, unvouched.err]).toEqual([0, expect.stringContaining("nobody vouches for it")]);
  expect((await run({ policies: "as-published", ...check })).code).toBe(1);
  await expect(run({ policies: "studio", check: join(folder, "none.json") })).rejects.toThrow(BadInput);
});
