import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { TagEdge } from "../edges.ts";
import { type Tags, tagLimits, tagMap } from "../model/tags.ts";
import { type TagRequest, tagResource } from "./tag-resource.ts";

const arn = "arn:aws:sagemaker:us-east-1:111122223333:training-job/churn";

/** A resource with these tags; notes each call. */
const resourceWith = (
  live: Tags,
): Pick<TagEdge, "list" | "add"> & { calls: string[]; live: () => Tags; added: Tags[] } => {
  let tags = live;
  const calls: string[] = [];
  const added: Tags[] = [];
  return {
    calls,
    added,
    live: () => tags,
    list: async () => {
      calls.push("list");
      return tags;
    },
    add: async (_, more) => {
      calls.push("add");
      added.push(more);
      tags = tagMap([...Object.entries(tags), ...Object.entries(more)]);
    },
  };
};

const many = (count: number, prefix = "k"): Tags =>
  tagMap(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, "v"]));

const wanted = tagMap([
  ["team", "TeamA"],
  ["studiouserid", "alice"],
]);
const plain: TagRequest = { arn, wanted, known: { tags: tagMap([]), complete: true }, doubt: false };

describe("which calls are made", () => {
  test.each<[string, Tags, Partial<TagRequest>, string[], Tags]>([
    ["nothing there, no doubt: one call", {}, {}, ["add"], wanted],
    ["all right in the record: none", wanted, { known: { tags: wanted, complete: true } }, [], {}],
    ["all right in a truncated record: none", wanted, { known: { tags: wanted, complete: false } }, [], {}],
    [
      "one missing: only that",
      { team: "TeamA" },
      { known: { tags: { team: "TeamA" }, complete: true } },
      ["add"],
      { studiouserid: "alice" },
    ],
    ["a truncated record: a read first", {}, { known: { tags: {}, complete: false } }, ["list", "add"], wanted],
    ["doubt: a read first", {}, { doubt: true }, ["list", "add"], wanted],
    ["doubt, and all is right: a read", wanted, { doubt: true }, ["list"], {}],
    ["doubt, and nothing wanted: none", {}, { doubt: true, wanted: {} }, [], {}],
    [
      "an overwrite: a read first",
      { team: "TeamB" },
      { wanted: { team: "TeamA" }, known: { tags: { team: "TeamB" }, complete: true } },
      ["list", "add"],
      { team: "TeamA" },
    ],
    [
      "an overwrite that the owner has mended: a read",
      { team: "TeamA" },
      { wanted: { team: "TeamA" }, known: { tags: { team: "TeamB" }, complete: true } },
      ["list"],
      {},
    ],
    [
      "an overwrite of what was just read: no second read",
      { team: "TeamB" },
      { wanted: { team: "TeamA" }, known: { tags: { team: "TeamB" }, complete: true, live: true } },
      ["add"],
      { team: "TeamA" },
    ],
  ])("%s", async (_, live, change, calls, written) => {
    const resource = resourceWith(live);
    const result = await tagResource({ ...plain, ...change }, resource);
    expect(resource.calls).toEqual(calls);
    expect({ ...result.written }).toEqual({ ...written });
    expect(result.calls).toBe(calls.length);
  });
});

test("what was replaced is told, as it was read", async () => {
  const resource = resourceWith({ team: "TeamC", other: "x" });
  const known = { tags: { team: "TeamB" }, complete: true };
  const result = await tagResource({ ...plain, known }, resource);
  expect({ ...result.replaced }).toEqual({ team: "TeamC" });
  expect({ ...result.before }).toEqual({ team: "TeamC", other: "x" });
});

describe("what is refused without a write", () => {
  test.each<[string, Tags, Tags, boolean, RegExp]>([
    ["51 tags by the record", many(49), wanted, false, /51 tags, at most 50/],
    ["51 tags by the resource", many(49), wanted, true, /51 tags, at most 50/],
    ["a reserved key", {}, { "aws:team": "x" }, false, /reserved/],
    ["an empty key", {}, { "": "x" }, false, /tag key/],
    ["a long key", {}, { ["k".repeat(129)]: "x" }, false, /tag key/],
    ["a long value", {}, { team: "v".repeat(257) }, false, /value of tag team/],
    ["a line break in a value", {}, { team: "a\nb" }, false, /value of tag team/],
  ])("%s", async (_, live, tags, doubt, message) => {
    const resource = resourceWith(live);
    const request = { arn, wanted: tags, known: { tags: live, complete: true }, doubt };
    await expect(tagResource(request, resource)).rejects.toThrow(message);
    expect(resource.added).toEqual([]);
  });
});

test("50 tags are allowed, and AWS's own do not count", async () => {
  const live = tagMap([...Object.entries(many(48)), ...Object.entries(many(5, "aws:"))]);
  const resource = resourceWith(live);
  await tagResource({ ...plain, known: { tags: live, complete: true } }, resource);
  expect(resource.calls).toEqual(["add"]);
});

test("an error of the edge comes as it is", async () => {
  const failure = new Error("throttled");
  const edge: Pick<TagEdge, "list" | "add"> = { ...resourceWith({}), add: () => Promise.reject(failure) };
  await expect(tagResource(plain, edge)).rejects.toBe(failure);
});

const key = fc.constantFrom("team", "studiouserid", "project", "__proto__", "constructor", "toString", "k1", "k2");
const tags = fc.array(fc.tuple(key, fc.constantFrom("a", "b", "")), { maxLength: 8 }).map(tagMap);
const filler = fc.integer({ min: 0, max: 52 }).map((count) => Object.entries(many(count, "f")));

test("never beyond 50, never a key that is right, always a read before an overwrite, and then all is as wanted", async () => {
  await fc.assert(
    fc.asyncProperty(tags, tags, filler, fc.boolean(), fc.boolean(), async (own, wish, more, complete, doubt) => {
      const live = tagMap([...Object.entries(own), ...more]);
      const shown = complete ? live : tagMap(Object.entries(live).slice(0, 2));
      const resource = resourceWith(live);
      const outcome = await tagResource({ arn, wanted: wish, known: { tags: shown, complete }, doubt }, resource).catch(
        (error: Error) => error,
      );
      const written = resource.added.flatMap((added) => Object.entries(added));
      const already = written.filter(([name, value]) => Object.hasOwn(live, name) && live[name] === value);
      const overwritten = written.filter(([name]) => Object.hasOwn(live, name));
      expect(already).toEqual([]);
      expect(resource.added.length).toBeLessThanOrEqual(1);
      expect(overwritten.length === 0 || resource.calls.join() === "list,add").toBe(true);
      expect(written.length === 0 || Object.keys(resource.live()).length <= tagLimits.count).toBe(true);
      if (outcome instanceof Error) expect(written).toEqual([]);
      else expect(Object.entries(wish).filter(([name, value]) => resource.live()[name] !== value)).toEqual([]);
    }),
  );
});
