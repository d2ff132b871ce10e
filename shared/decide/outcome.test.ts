import { describe, expect, test } from "@jest/globals";
import { costKeys, notebookArn, settings, withKeys, withSettings } from "../../test/fixtures.ts";
import type { Decision, Verdict } from "../model/decision.ts";
import { outcomeOf, permittedWrite } from "./outcome.ts";

const write = { team: "TeamA", studiouserid: "alice" };
const observed = { ...settings.tags, team: { required: true, guarded: true, mode: "observe" } } as const;

describe("permittedWrite", () => {
  test.each([
    ["enforce", {}, write],
    ["tag", { mode: "tag" }, write],
    ["observe", { mode: "observe" }, {}],
    ["observe for one tag", { tags: observed }, { studiouserid: "alice" }],
    [
      "a protected resource",
      { protected: { roles: [], users: [], resources: ["arn:aws:sagemaker:*:notebook-instance/*"] } },
      {},
    ],
    [
      "another protected resource",
      { protected: { roles: [], users: [], resources: ["arn:aws:sagemaker:*:domain/*"] } },
      write,
    ],
  ])("%s", (_, change, expected) => {
    expect({ ...permittedWrite(write, notebookArn, withSettings(change as object)) }).toEqual(expected);
  });
});

test("a tag's own mode holds for its key", () => {
  const { tags } = withKeys(costKeys, { tags: observed });
  const renamed = { CostTeam: "TeamA", StudioUser: "alice" };
  expect({ ...permittedWrite(renamed, notebookArn, withSettings({ tags })) }).toEqual({ StudioUser: "alice" });
});

describe("outcomeOf", () => {
  const decided = (verdict: Verdict): Decision => ({ verdict, write: verdict === "tag" ? write : {} }) as Decision;
  test.each([
    ["exempt", {}, "exempt"],
    ["ok", {}, "ok"],
    ["tag", {}, "tagged"],
    ["tag", { permitted: {} }, "observed"],
    ["tag", { permitted: { team: "TeamA" } }, "observed"],
    ["unowned", {}, "settling"],
    ["unowned", { settled: true }, "unowned"],
    ["mismatch", {}, "settling"],
    ["mismatch", { settled: true }, "mismatch"],
  ] as const)("%s %j is %s", (verdict, change, expected) => {
    const perfect = { decision: decided(verdict), permitted: write, settled: false };
    expect(outcomeOf({ ...perfect, ...change })).toBe(expected);
  });
});
