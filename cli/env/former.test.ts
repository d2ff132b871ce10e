import { expect, test } from "@jest/globals";
import { ownFolder, remembered } from "./fixture.ts";
import { formerOf, originalEnvironment } from "./former.ts";
import { handleText } from "./handle.ts";
import { seal } from "./sealed.ts";

const state = { XDG_STATE_HOME: ownFolder() };

test("what was unset is told from what was empty", () => {
  expect(formerOf({ AWS_PROFILE: "", AWS_REGION: "eu-west-1", PATH: "/bin" })).toMatchObject({
    ...{ AWS_PROFILE: "", AWS_REGION: "eu-west-1", AWS_SESSION_TOKEN: null },
  });
});

test.each(["a\uFFFD", "a\0b", "\uD800"])("%j could not be put back: refused", (value) => {
  expect(() => formerOf({ AWS_PROFILE: value })).toThrow("AWS_PROFILE: its value is not UTF-8");
});

test("where nothing is borrowed the environment is the original one", () => {
  const env = { AWS_PROFILE: "work", PATH: "/bin" };
  expect(originalEnvironment(env)).toBe(env);
  expect(originalEnvironment({ ...env, SAGEWARDEN_ENV: "" })).toMatchObject(env);
});

test("where something is borrowed the originals take its place, and the handle is gone", () => {
  const before = { ...state, PATH: "/bin", AWS_PROFILE: "work", AWS_REGION: "" };
  const handle = seal(remembered(before), state);
  const borrowed = { AWS_ACCESS_KEY_ID: "ASIA", AWS_SECRET_ACCESS_KEY: "s", AWS_SESSION_TOKEN: "t", AWS_REGION: "r" };
  expect(originalEnvironment({ ...state, PATH: "/bin", ...borrowed, SAGEWARDEN_ENV: handleText(handle) })).toEqual(
    before,
  );
});

test("where the originals cannot be told it is bad input, and borrowed ones never stand for them", () => {
  const env = { ...state, AWS_ACCESS_KEY_ID: "ASIA", SAGEWARDEN_ENV: `${"0".repeat(32)}.${"A".repeat(43)}` };
  expect(() => originalEnvironment(env)).toThrow("the originals cannot be told");
  expect(() => originalEnvironment({ ...env, SAGEWARDEN_ENV: "x" })).toThrow("not what `sagewarden env` sets there");
});
