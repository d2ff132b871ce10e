import { existsSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { ownFolder, remembered } from "./fixture.ts";
import { handleText } from "./handle.ts";
import { posix } from "./posix.ts";
import { borrowedIn, restore } from "./restore.ts";
import { seal, sealedPath } from "./sealed.ts";

const state = { XDG_STATE_HOME: ownFolder() };

test("the originals are in the text; the file stays until the shell has carried that out", () => {
  const handle = seal(remembered({ AWS_PROFILE: "work" }), state);
  const env = { ...state, SAGEWARDEN_ENV: handleText(handle) };
  expect(borrowedIn(env)).toMatchObject({ sessionName: "alice", former: { AWS_PROFILE: "work", AWS_REGION: null } });
  const text = restore(posix, env);
  expect(text).toContain("\\export AWS_PROFILE='work'");
  expect(text).toContain(sealedPath(handle, env));
  expect(existsSync(sealedPath(handle, env))).toBe(true);
});

test.each([
  [{}, "SAGEWARDEN_ENV: not there. Nothing is borrowed in this shell"],
  [{ SAGEWARDEN_ENV: "" }, "Nothing is borrowed in this shell"],
  [{ SAGEWARDEN_ENV: "x" }, "not what `sagewarden env` sets there"],
  [{ SAGEWARDEN_ENV: `${"0".repeat(32)}.${"A".repeat(43)}` }, "the originals cannot be told"],
])("%j: refused, and nothing is changed", (env, why) => {
  expect(() => restore(posix, { ...state, ...env })).toThrow(why);
  expect(() => restore(posix, { ...state, ...env })).toThrow(/nothing was changed/i);
});

test("where nothing is borrowed there is nothing to tell", () => {
  expect(borrowedIn({})).toBeUndefined();
});
