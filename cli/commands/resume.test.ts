import { expect, test } from "@jest/globals";
import type { Pause } from "#shared/model/pause.ts";
import { means } from "../pause/fixture.ts";
import { resume } from "./resume.ts";

const from = "2026-11-29T12:00:00.000Z";
const running: Pause = { from, until: "2026-11-29T14:00:00.000Z", reason: "r", by: "b", containment: true };

const asked = async (options: object, stored: Pause | undefined, now = "2026-11-29T13:00:00.000Z") => {
  const [out, err]: [string[], string[]] = [[], []];
  const io = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) };
  const given = means({ ...(stored && { stored }), now });
  return { code: await resume(options, io, given), out, err, given };
};

test("the pause ends now, by whom is kept, and it is told", async () => {
  const { code, out, given } = await asked({}, running);
  expect([code, given.log]).toEqual([0, ["write", "tell"]]);
  expect(given.stored()).toEqual({ ...running, until: "2026-11-29T13:00:00.000Z", endedBy: "arn:ops" });
  expect(out).toEqual(["Sagewarden is running"]);
});

test("--json is one document", async () => {
  expect(JSON.parse((await asked({ json: true }, running)).out.join(""))).toEqual({ state: "running", since: from });
});

test.each([
  ["nobody has paused", undefined],
  ["its time is over", { ...running, until: "2026-11-29T12:59:59.000Z" }],
])("%s: nothing is written", async (_, stored) => {
  const { code, err, given, out } = await asked({ json: true }, stored);
  expect([code, err, given.log]).toEqual([0, ["it was not paused"], []]);
  expect(JSON.parse(out.join(""))).toEqual({ state: "running", since: null });
});
