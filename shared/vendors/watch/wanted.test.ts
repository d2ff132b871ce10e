import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Wanted, WantedMap } from "../../model/vendor-link.ts";
import { toDocument } from "../../record/document.ts";
import { account, actOf, assumeRecord, callRecord, role, seenOf } from "./example-acts.ts";
import { linksOf } from "./links.ts";
import { currentWanted, longestList, takenSession, wantedOf, watchListOf, withWanted } from "./wanted.ts";

const hub = `arn:aws:iam::${account}:role/hub-x`;
const wantedBy = (record: object): WantedMap => {
  const { act, watched } = seenOf(record);
  return wantedOf(act, linksOf(act, watched));
};
const credentials = { accessKeyId: "ASIACHAINED000000001", expiration: "Jul 1, 2026, 11:00:00 AM" };
const at = "2026-07-01T10:05:00Z";

describe("what a vendor's session leaves to be heard of", () => {
  test.each<[string, object, WantedMap]>([
    [
      "the role that it takes, for a month",
      callRecord("sts", "AssumeRole", { roleArn: hub }, { responseElements: { credentials } }),
      { [hub]: { in: "roles", why: "chained", at, until: "2026-07-31T10:05:00.000Z" } },
    ],
    [
      "a federated session, by its key, until it ends",
      callRecord("sts", "GetFederationToken", { name: "x" }, { responseElements: { credentials } }),
      { ASIACHAINED000000001: { in: "keys", why: "chained", at, until: "2026-07-01T11:00:00.000Z" } },
    ],
    [
      "a key that it makes",
      callRecord(
        "iam",
        "CreateAccessKey",
        {},
        { responseElements: { accessKey: { accessKeyId: "AKIAMINTED0000000001" } } },
      ),
      { AKIAMINTED0000000001: { in: "keys", why: "minted", at } },
    ],
    [
      "a user that it makes",
      callRecord("iam", "CreateUser", {}, { responseElements: { user: { arn: `arn:aws:iam::${account}:user/x` } } }),
      { [`arn:aws:iam::${account}:user/x`]: { in: "users", why: "minted", at } },
    ],
    [
      "a role that it makes",
      callRecord("iam", "CreateRole", {}, { responseElements: { role: { arn: hub } } }),
      { [hub]: { in: "roles", why: "minted", at } },
    ],
    [
      "the role of a function that it makes",
      callRecord("lambda", "CreateFunction20150331", { role: hub, functionName: "f" }),
      { [hub]: { in: "roles", why: "minted", at } },
    ],
    ["nothing where it was denied", callRecord("iam", "CreateUser", {}, { errorCode: "AccessDenied" }), {}],
    ["nothing where it reads", callRecord("s3", "ListBuckets"), {}],
  ])("%s", (_, record, wanted) => {
    expect(wantedBy(record)).toEqual(wanted);
  });
});

const entry = (change: Partial<Wanted> = {}): Wanted => ({
  in: "roles",
  why: "chained",
  at,
  until: "2026-07-31T00:00:00Z",
  ...change,
});

describe("the list", () => {
  test("grows, and a role that is taken every minute does not change it every minute", () => {
    const list = { a: entry() };
    expect(withWanted(list, { a: entry({ at: "2026-07-02T00:00:00Z", until: "2026-07-31T00:01:00Z" }) })).toEqual(list);
    const later = entry({ at: "2026-07-02T00:00:00Z", until: "2026-08-02T00:00:00Z" });
    expect(withWanted(list, { a: later, b: entry() })).toEqual({ a: { ...later, at }, b: entry() });
  });

  test("what was made is kept for ever, though it was taken as well", () => {
    const { until: _, ...minted } = entry({ why: "minted" });
    expect(withWanted({ a: entry() }, { a: minted })).toEqual({ a: minted });
    expect(withWanted({ a: minted }, { a: entry() })).toEqual({ a: minted });
  });

  test("has an end: the oldest chained ones go first", () => {
    const many = Object.fromEntries(
      Array.from({ length: longestList + 5 }, (_, index) => [
        `r${index}`,
        entry(index < 3 ? { why: "minted" } : { at: `2026-07-01T00:00:${String(index % 60).padStart(2, "0")}Z` }),
      ]),
    );
    const kept = withWanted({}, many);
    expect(Object.keys(kept)).toHaveLength(longestList);
    expect([kept.r0, kept.r1, kept.r2].every((one) => one?.why === "minted")).toBe(true);
  });

  test("has room for the roles that outsiders may take, whatever a vendor makes", () => {
    const legacy = entry({ why: "outsiders", at: "2026-01-01T00:00:00Z" });
    const made = Array.from({ length: longestList + 5 }, (_, index) => [`u${index}`, entry({ why: "minted" })]);
    const kept = withWanted({ legacy }, Object.fromEntries(made));
    expect([Object.keys(kept).length, kept.legacy]).toEqual([longestList, legacy]);
  });

  test("is a row that can be written, however long the names are that a vendor chooses", () => {
    const made = Array.from({ length: longestList }, (_, index) => [
      `arn:aws:iam::${account}:user/${"p".repeat(512)}/${index}`,
      entry({ why: "minted" }),
    ]);
    const legacy = entry({ why: "outsiders", at: "2026-01-01T00:00:00Z" });
    const kept = withWanted({ legacy }, Object.fromEntries(made));
    expect(kept.legacy).toEqual(legacy);
    expect(JSON.stringify(kept).length).toBeGreaterThan(200_000);
    expect(toDocument(kept).length).toBeLessThan(310_000);
    expect(Object.keys(withWanted(kept, kept))).toEqual(Object.keys(kept));
  });

  test("after an audit has exactly the roles that it found, and nobody whose time is over", () => {
    const list = {
      gone: entry({ why: "outsiders" }),
      old: entry({ until: "2026-07-02T00:00:00Z" }),
      chained: entry(),
      there: { in: "roles", why: "outsiders", at: "2026-01-01T00:00:00Z" } satisfies Wanted,
    };
    const now = "2026-07-03T00:00:00Z";
    expect(currentWanted(list, ["there", "found"], now)).toEqual({
      there: list.there,
      found: { in: "roles", why: "outsiders", at: now },
      chained: list.chained,
    });
  });

  test("is three lists for the rules", () => {
    const list = { a: entry(), b: entry({ in: "users" }), c: entry({ in: "keys" }) };
    expect(watchListOf(list)).toEqual({ roles: ["a"], users: ["b"], keys: ["c"] });
  });

  test("whatever is put on it twice is on it once, in any order", () => {
    const map = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.constant(entry()));
    fc.assert(
      fc.property(map, map, (one, other) => {
        expect(withWanted(withWanted(one, other), other)).toEqual(withWanted(other, one));
      }),
    );
  });
});

describe("a session that was taken", () => {
  test("with who and from where, and no secret", () => {
    const session = takenSession(actOf(assumeRecord), role);
    expect(session).toMatchObject({
      role,
      account: "999988887777",
      name: "auger-7",
      until: "2026-07-01T11:00:00.000Z",
    });
    expect(JSON.stringify(session)).not.toMatch(/not-recorded|an-external-id/);
  });

  test("that was denied is none", () => {
    expect(takenSession(actOf({ ...assumeRecord, errorCode: "AccessDenied" }), role)).toBeUndefined();
  });
});
