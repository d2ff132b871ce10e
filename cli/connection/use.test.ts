import { describe, expect, test } from "@jest/globals";
import { roleArn } from "#shared/connections/fixture.ts";
import { connection } from "./fixture.ts";

const child = (script: string) => ["--", process.execPath, "-e", script];
const isLent = "process.exit(process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI && !process.env.AWS_ACCESS_KEY_ID ? 7 : 1)";

test("the command runs with the person's own role, capped to the target, and its exit code is ours", async () => {
  const { code, out, err, sent } = await connection(["use", "sales-data", ...child(isLent)], { user: "alice" });
  expect({ code, out, err }).toEqual({ code: 7, out: "", err: "" });
  const asked = new URLSearchParams(sent.find(({ operation }) => operation === "AssumeRole")?.body);
  expect(Object.fromEntries(asked)).toMatchObject({
    ...{ RoleArn: roleArn("sales"), RoleSessionName: "alice", DurationSeconds: "3600" },
    Policy: expect.stringContaining("SagewardenConnectionsalesx2ddata"),
  });
});

test("options after the connection are the command's own", async () => {
  const script = "process.exit(process.argv.slice(1).join() === '--json,--help,list' ? 0 : 1)";
  const line = [process.execPath, "-e", script, "--", "--json", "--help", "list"];
  expect(await connection(["use", "sales-data", "--", ...line], { user: "alice" })).toMatchObject({ code: 0 });
  expect(await connection(["use", "sales-data", ...line], { user: "alice" })).toMatchObject({ code: 0 });
});

test("--in-environment", async () => {
  const script = "process.exit(process.env.AWS_SESSION_TOKEN === 'token' ? 0 : 1)";
  const argv = ["use", "--in-environment", "sales-data", ...child(script)];
  expect(await connection(argv, { user: "alice" })).toMatchObject({ code: 0 });
});

describe("denied", () => {
  test.each([
    ["bob", "sales-data", undefined, 'group: you are in no group that "sales-data" is for'],
    ["erin", "sales-data", undefined, 'mapping: you have no role "sales"'],
    ["zoe", "sales-data", undefined, "person: you are nobody of the directory"],
    ["alice", "sales-dat", undefined, 'connection: there is no connection "sales-dat"; did you mean "sales-data"?'],
    ["alice", "sales-data", "sts:AssumeRole", "trust: STS does not let you take the role"],
    ["alice", "sales-data", "sts:TagSession", "tags: "],
  ])("%s, %s, STS refusing %s", async (user, name, refuses, message) => {
    const more = { user, ...(refuses && { refuses }) };
    const { code, out, err } = await connection(["use", name, ...child("process.exit(0)")], more);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^Permission denied: /);
    expect(err).toContain(`Permission denied: ${message}`);
    expect(err).not.toMatch(/arn:|\d{12}/);
  });
});

test("the asker's own credentials as they are, and a word that nothing caps them", async () => {
  const script = "process.exit(process.env.AWS_ACCESS_KEY_ID === '111122223333' ? 0 : 1)";
  const { code, err, sent } = await connection(["use", "own", ...child(script)], { user: "dave" });
  expect({ code, err }).toEqual({
    code: 0,
    err: "own takes your own credentials as they are: nothing caps them to its target",
  });
  expect(sent.map(({ operation }) => operation)).toEqual(["GetCallerIdentity"]);
  const argv = ["use", "--profile", "x", "own", ...child("")];
  expect((await connection(argv, { user: "dave" })).code).toBe(2);
  const refused = [["--in-environment"], ["--mfa-serial", "123456789", "--mfa-code", "123456"]];
  for (const given of refused) {
    const { code, err } = await connection(["use", ...given, "own", ...child("")], { user: "dave" });
    expect([code, err]).toEqual([2, expect.stringContaining(`${given[0]}: own takes the environment's credentials`)]);
  }
});

test.each([
  [["use"], /missing required argument 'name'/],
  [["use", "sales-data", "--profile", "x", "--", "true"], /"--profile": options stand before the connection's name/],
  [["use", "sales-data"], /missing required argument 'command'/],
  [["use", "sales-data", "--"], /no command is given|missing required argument/],
])("%j is wrong use", async (argv, message) => {
  const { code, err } = await connection(argv, { user: "alice" });
  expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(message) });
});

test("a command that is not there", async () => {
  expect(await connection(["use", "sales-data", "--", "no-such-command"], { user: "alice" })).toMatchObject({
    code: 127,
    err: 'sagewarden connection use: "no-such-command": there is no such command',
  });
});
