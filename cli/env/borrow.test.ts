import { existsSync, readdirSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { stateFolder } from "../own-folder.ts";
import { borrow } from "./borrow.ts";
import type { Borrowing, Syntax } from "./change.ts";
import { ownFolder } from "./fixture.ts";
import { readHandle } from "./handle.ts";
import { unseal } from "./sealed.ts";

const state = { XDG_STATE_HOME: ownFolder() };
const expiresAt = "2100-07-01T11:00:00.000Z";
const session = {
  issuedAt: "2100-07-01T10:00:00.000Z",
  accessKeyId: "ASIA1",
  secretAccessKey: "s",
  sessionToken: "t",
  expiresAt,
};
const moment = { wallMs: Date.parse(session.issuedAt) + 900, upMs: 1_000, boot: "this" };
const lent = { session, role: "arn:aws:iam::111122223333:role/sales", sessionName: "alice", region: "eu-west-1" };

/** What a shell is told to do, and the environment that programs have after it. */
const borrowIn = async (env: Record<string, string>) => {
  const told: Borrowing[] = [];
  const syntax: Syntax = {
    ...{ borrow: (borrowing) => String(told.push(borrowing)), restore: () => "", failure: "" },
  };
  await borrow(
    async () => lent,
    syntax,
    env,
    () => moment,
  );
  const [borrowing] = told as [Borrowing];
  return { borrowing, env: { ...env, SAGEWARDEN_ENV: borrowing.handle.text } };
};

test("the session is set, everything else by which credentials are found is unset", async () => {
  const { borrowing } = await borrowIn({ ...state, AWS_PROFILE: "work", AWS_REGION: "home" });
  expect(borrowing.repeated).toBeUndefined();
  expect(borrowing.unseen).toContain("AWS_SESSION_TOKEN");
  expect(borrowing.unseen).not.toContain("AWS_PROFILE");
  expect(borrowing.values).toMatchObject({
    ...{ AWS_ACCESS_KEY_ID: "ASIA1", AWS_SECRET_ACCESS_KEY: "s", AWS_SESSION_TOKEN: "t" },
    ...{ AWS_CREDENTIAL_EXPIRATION: expiresAt, AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "eu-west-1" },
    ...{ AWS_PROFILE: null, AWS_SECURITY_TOKEN: null, AWS_WEB_IDENTITY_TOKEN_FILE: null },
    ...{ AWS_CREDENTIAL_FILE: null, AWS_BEARER_TOKEN_BEDROCK: null },
  });
});

test("repeated, the originals stay the first ones, in a file of its own; the former file is the shell's to remove", async () => {
  const first = await borrowIn({ ...state, AWS_PROFILE: "work" });
  const second = await borrowIn({ ...first.env, AWS_PROFILE: "set by hand since" });
  expect(second.borrowing.repeated?.id).toBe(first.borrowing.handle.id);
  expect(existsSync(second.borrowing.repeated?.path ?? "")).toBe(true);
  expect(unseal(readHandle(second.env.SAGEWARDEN_ENV), state).former).toMatchObject({ AWS_PROFILE: "work" });
});

test.each([
  [{ AWS_PROFILE: "\uFFFD" }, "could not be put back"],
  [
    { XDG_STATE_HOME: "/dev/null" },
    "/dev/null/sagewarden: ENOTDIR. The originals are kept there; allowed: in XDG_STATE_HOME",
  ],
  [{ SAGEWARDEN_ENV: "x" }, "not what `sagewarden env` sets there"],
  [{ SAGEWARDEN_ENV: `${"0".repeat(32)}.${"A".repeat(43)}` }, "the originals cannot be told"],
])("%j: STS is not asked, and no file is written", async (env, why) => {
  let asked = 0;
  const lend = async () => {
    asked += 1;
    return lent;
  };
  const files = readdirSync(stateFolder(state));
  await expect(
    borrow(lend, { borrow: () => "", restore: () => "", failure: "" }, { ...state, ...env }),
  ).rejects.toThrow(why);
  expect({ asked, files: readdirSync(stateFolder(state)) }).toEqual({ asked: 0, files });
});

test.each([
  ["behind STS", -3_600_000, "2100-07-01T10:00:00.000Z"],
  ["ahead of STS", 3_600_000, "2100-07-01T12:00:00.000Z"],
  ["nearly right", 30_000, expiresAt],
])("a clock that is %s: the end is told by it", async (_what, ms, end) => {
  const told: Borrowing[] = [];
  const syntax: Syntax = {
    ...{ borrow: (borrowing) => String(told.push(borrowing)), restore: () => "", failure: "" },
  };
  const wallMs = Date.parse(session.issuedAt) + ms;
  const answer = await borrow(
    async () => lent,
    syntax,
    state,
    () => ({ ...moment, wallMs }),
  );
  expect(answer.lent.session.expiresAt).toBe(end);
  expect(told[0]?.values.AWS_CREDENTIAL_EXPIRATION).toBe(end);
});
