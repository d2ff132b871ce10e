import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { withSettings } from "../../test/fixtures.ts";
import { decoys, renamedKey, renamedSettings, renamedTags, toldPlainly } from "../../test/renamed-keys/spelling.ts";
import { outcomes } from "../model/outcome.ts";
import { nobody } from "../model/owner.ts";
import { type Tags, tagMap } from "../model/tags.ts";
import { aliceRow, aliceTags, createdAt, existing, ground, listed } from "./example-existing.ts";
import type { Recorded, Swept } from "./existing.ts";
import { foundId } from "./found.ts";
import { judge } from "./judge.ts";

test("a recorded resource is called by its row", () => {
  const { creation, decision, isNews, row } = judge(existing, ground);
  expect(creation).toMatchObject({ eventId: aliceRow.eventId, eventName: "CreateNotebookInstance", again: true });
  expect([decision.verdict, decision.findings, isNews, row]).toEqual(["ok", [], false, aliceRow]);
});

test("an unknown one by the sweep's own id, and it is news", () => {
  const { creation, decision, isNews } = judge({ ...existing, rows: [], tags: undefined }, ground);
  expect(creation).toMatchObject({ eventId: foundId(listed), eventName: "Sagewarden Found", at: createdAt });
  expect([decision.verdict, isNews]).toEqual(["unowned", true]);
  expect(decision.findings.map(({ rule }) => rule)).toContain("owner-unknown");
});

test("what is minutes old may still be announced in the usual way", () => {
  const at = (now: string) => judge({ ...existing, rows: [], tags: undefined }, { ...ground, now });
  expect(at("2026-11-22T10:19:59Z")).toMatchObject({ isNews: false, decision: { verdict: "unowned" } });
  expect(at("2026-11-22T10:20:00Z").isNews).toBe(true);
});

test("what was there before with consistent tags is no news, and no finding", () => {
  const resource = { ...listed, createdAt: "2026-11-01T00:00:00Z" };
  const { decision, isNews } = judge({ ...existing, resource, rows: [] }, ground);
  expect([decision.verdict, decision.findings, isNews]).toEqual(["ok", [], false]);
});

describe("which row is its own", () => {
  const at = (time: string, eventId: string): Recorded => ({ ...aliceRow, createdAt: time, eventId });
  const idOf = (rows: readonly Recorded[], resource: typeof listed | Omit<typeof listed, "createdAt"> = listed) =>
    judge({ ...existing, resource, rows }, ground).row?.eventId;

  test("the one of its time, not a predecessor's of the same name", () => {
    expect(idOf([at("2026-11-22T10:01:30Z", "own"), at("2026-11-01T10:00:00Z", "former")])).toBe("own");
    expect(idOf([at("2026-11-01T10:00:00Z", "former")])).toBeUndefined();
  });

  test("a later call that made nothing new tells of it too", () => {
    expect(idOf([at("2026-11-23T10:00:00Z", "repeated"), at("2026-11-22T10:00:00Z", "own")])).toBe("own");
    expect(idOf([at("2026-11-23T10:00:00Z", "repeated")])).toBe("repeated");
  });

  test("the newest, where no list tells the time", () => {
    const { createdAt: _, ...resource } = listed;
    expect(idOf([at("2026-11-23T10:00:00Z", "newest"), at("2026-11-01T10:00:00Z", "former")], resource)).toBe("newest");
  });
});

describe("exempt", () => {
  const exemption = { arn: "arn:*", until: "2026-12-31", reason: "platform", approvedBy: "carol" };
  const verdictOf = (change: Parameters<typeof withSettings>[0], rows = existing.rows, tags = existing.tags) =>
    judge({ ...existing, rows, tags }, { ...ground, settings: withSettings(change) }).decision.verdict;

  test("by the settings, until the day", () => {
    expect(verdictOf({ exemptions: [exemption] }, [], undefined)).toBe("exempt");
    expect(verdictOf({ exemptions: [{ ...exemption, until: "2026-11-24" }] }, [], undefined)).toBe("unowned");
  });

  test("by a person's answer or an approver's tag, as the ledger keeps it", () => {
    const stored = { arn: listed.arn, until: "2026-12-31", by: "carol", reason: "kept", at: ground.now, version: 1 };
    const { decision, isNews } = judge({ ...existing, rows: [], exemption: { ...stored, source: "slack" } }, ground);
    expect([decision.verdict, isNews]).toEqual(["exempt", false]);
    expect(decision.reason).toContain("kept");
  });

  test("of what one principal makes: as the ledger judged it, while the exemption lasts", () => {
    const by = "arn:aws:sts::*:assumed-role/platform-*";
    const row: Recorded = { ...aliceRow, outcome: "exempt", owner: nobody };
    expect(verdictOf({ exemptions: [{ ...exemption, by }] }, [row], undefined)).toBe("exempt");
    expect(verdictOf({ exemptions: [{ ...exemption, by }] }, [], undefined)).toBe("unowned");
    expect(verdictOf({ exemptions: [{ ...exemption, by, until: "2026-11-24" }] }, [row], undefined)).toBe("unowned");
  });

  test("a version in a model package group: the tags are the group's", () => {
    const resource = {
      ...listed,
      arn: "arn:aws:sagemaker:us-east-1:111122223333:model-package/g/3",
      kind: "ModelPackage",
    };
    expect(judge({ ...existing, resource, rows: [] }, ground).decision.verdict).toBe("exempt");
  });
});

test("an exemption that has ended comes back by itself", () => {
  const row: Recorded = { ...aliceRow, outcome: "exempt", owner: nobody };
  expect(judge({ ...existing, rows: [row], tags: undefined }, ground)).toMatchObject({
    isNews: true,
    decision: { verdict: "unowned" },
  });
});

test("look-alikes and further tags are found on what is ok too", () => {
  const tags = tagMap(Object.entries({ ...aliceTags, StudioUserId: "bob" }));
  const settings = withSettings({ tags: { ...ground.settings.tags, project: { required: true, guarded: false } } });
  const { decision } = judge({ ...existing, tags }, { ...ground, settings });
  expect(decision.findings.map(({ rule }) => rule)).toEqual(["owner-tag-lookalike", "required-tag-missing"]);
});

describe("properties", () => {
  const owner = fc.constantFrom(nobody, aliceRow.owner, { ...aliceRow.owner, studiouserid: null });
  const row = fc.record({
    owner,
    outcome: fc.constantFrom(...outcomes),
    createdAt: fc.constantFrom(createdAt, "2026-11-01T00:00:00Z", "2026-11-24T00:00:00Z"),
    taggedAt: fc.constantFrom(createdAt, undefined),
  });
  const value = fc.constantFrom("TeamA", "TeamB", "alice", "bob", "x");
  const tags = fc.option(fc.dictionary(fc.constantFrom("team", "studiouserid", "Team"), value), { nil: undefined });
  const mode = fc.constantFrom("observe", "tag", "enforce");
  const any = fc.record({ row: fc.option(row), tags, mode });

  test.each<[string, (own: Tags) => Tags]>([
    ["", renamedTags],
    [", beside tags of the old ones", (own) => ({ ...decoys, ...renamedTags(own) })],
  ])("under other keys all is judged alike%s", (_, spelt) => {
    fc.assert(
      fc.property(any, ({ row: change, tags: given, mode: set }) => {
        const seen = { ...existing, rows: change ? [{ ...aliceRow, ...change } as Recorded] : [] };
        const settings = withSettings({ mode: set as "tag" });
        const { decision: plain, isNews } = judge({ ...seen, tags: given }, { ...ground, settings });
        const tags = given && spelt(given);
        const renamed = judge({ ...seen, tags }, { ...ground, settings: renamedSettings(settings) });
        const { write, overwrites, ...told } = renamed.decision;
        expect([{ ...write }, overwrites]).toEqual([renamedTags(plain.write), plain.overwrites.map(renamedKey)]);
        expect(toldPlainly(JSON.stringify(told))).toBe(
          JSON.stringify({ ...plain, write: undefined, overwrites: undefined }),
        );
        expect(renamed.isNews).toBe(isNews);
      }),
    );
  });

  const judged = (check: (swept: Swept, tags: Tags, mode: string) => void): void =>
    fc.assert(
      fc.property(any, ({ row: change, tags: given, mode: set }) => {
        const rows = change ? [{ ...aliceRow, ...change } as Recorded] : [];
        const seen = { ...existing, rows, tags: given };
        const ours = { ...ground, settings: withSettings({ mode: set as "tag" }) };
        const swept = judge(seen, ours);
        expect(judge(seen, ours)).toEqual(swept);
        check(swept, given ?? {}, set);
      }),
    );
  const countOf = ({ decision }: Swept): number => Object.keys(decision.write).length;

  test("only a recorded owner is ever written, and only what differs", () => {
    judged(({ row: its, decision }, given) => {
      for (const [key, wanted] of Object.entries(decision.write)) {
        expect(wanted).toBe(its?.owner[key as "team"]?.value);
        expect(given[key]).not.toBe(wanted);
      }
    });
  });

  test("tag has something to write, ok and unowned have not", () => {
    judged((swept) => {
      const { verdict } = swept.decision;
      if (verdict === "tag") expect(countOf(swept)).toBeGreaterThan(0);
      if (verdict === "ok" || verdict === "unowned") expect(countOf(swept)).toBe(0);
    });
  });

  test("what the mode forbids to write is no news of a recorded resource", () => {
    judged((swept, _, set) => {
      if (set === "observe" && swept.row && countOf(swept) > 0) expect(swept.isNews).toBe(false);
    });
  });
});
