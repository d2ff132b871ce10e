import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { containment } from "../../names.ts";
import { evaluate } from "../../policy/evaluate.ts";
import { request } from "../../policy/fixtures.ts";
import { readPolicy } from "../../policy/read.ts";
import {
  denyText,
  fitting,
  inlineQuota,
  readDenies,
  type SessionDeny,
  sidOf,
  sizeOf,
  withDeny,
} from "./session-denies.ts";

const deny = (change: Partial<SessionDeny> = {}): SessionDeny => ({
  sid: sidOf("role-acme-1", "chained"),
  sessions: ["AROAHUB:job"],
  before: "2026-11-22T10:00:15Z",
  ...change,
});
const inline = (denies: readonly SessionDeny[], filler = 0) => [
  { name: "other", document: "x".repeat(filler) },
  { name: containment.chained, document: denyText(denies) ?? "" },
];

const decided = (denies: readonly SessionDeny[], userid: string, issued: string): string =>
  evaluate(request({ context: { "aws:userid": userid, "aws:TokenIssueTime": issued } }), {
    identity: [
      {
        name: "all",
        policy: readPolicy(
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
          "identity",
        ),
      },
      { name: "ours", policy: readPolicy(denyText(denies) ?? "", "identity") },
    ],
  }).decision;

test.each([
  ["the session, from before", "AROAHUB:job", "2026-11-22T10:00:00Z", "explicitDeny"],
  ["the same name, later", "AROAHUB:job", "2026-11-22T10:00:15Z", "allowed"],
  ["another session", "AROAHUB:other", "2026-11-22T10:00:00Z", "allowed"],
  ["a name that only begins so", "AROAHUB:job2", "2026-11-22T10:00:00Z", "allowed"],
  ["another role's session of this name", "AROAELSE:job", "2026-11-22T10:00:00Z", "allowed"],
])("denies %s: %s", (_what, userid, issued, decision) => expect(decided([deny()], userid, issued)).toBe(decision));

test("without a cut: those to come, too", () => {
  const { before: _, ...always } = deny();
  expect(decided([always], "AROAHUB:job", "2030-01-01T00:00:00Z")).toBe("explicitDeny");
});

describe("what is read of a policy", () => {
  const text = denyText([deny()]) ?? "";
  test("is what was written", () => expect(readDenies(text)).toEqual([deny()]));
  test.each([
    ["nothing", undefined],
    ["no JSON", "{"],
    ["an Allow", text.replace("Deny", "Allow")],
    ["a narrower action", text.replace('"Action":"*"', '"Action":"s3:*"')],
    ["a condition more", text.replace('"Condition":{', '"Condition":{"Bool":{"a":"b"},')],
    ["a key twice", text.replace('"Effect":"Deny"', '"Effect":"Deny","Effect":"Deny"')],
    ["a foreign sid", text.replace(/"Sid":"\w+"/, '"Sid":"Mine"')],
    ["a pattern for a session", text.replace("AROAHUB:job", "AROAHUB:*")],
    ["a key twice around the statements", text.replace('"Version"', '"Version":"2012-10-17","Version"')],
    ["statements in two spellings", text.replace('"Statement"', '"statement":[],"Statement"')],
    ["an effect in two spellings", text.replace('"Effect"', '"effect":"Allow","Effect"')],
    ["a time in another form", text.replace("2026-11-22T10:00:15Z", "Nov 22 2026 10:00:15 GMT")],
    ["two times", text.replace('"2026-11-22T10:00:15Z"', '["2026-11-22T10:00:15Z","2020-01-01T00:00:00Z"]')],
    ["no session", text.replace('["AROAHUB:job"]', "[]")],
  ])("nothing of %s", (_what, document) => expect(readDenies(document)).toEqual([]));

  test.each([
    ["the statement by itself", text.replace(/"Statement":\[(.*)\]\}$/, '"Statement":$1}')],
    ["the session by itself", text.replace('["AROAHUB:job"]', '"AROAHUB:job"')],
    ["the time in a list", text.replace('"2026-11-22T10:00:15Z"', '["2026-11-22T10:00:15Z"]')],
    ["keys in another order", text.replace('"Effect":"Deny","Action":"*"', '"Action":["*"],"Effect":"Deny"')],
    ["a stranger's statement beside it", text.replace("[{", '[{"Sid":"Mine","Effect":"Allow"},{')],
  ])("is what IAM gives back: %s", (_what, document) => {
    expect(document).not.toBe(text);
    expect(readDenies(document)).toEqual([deny()]);
  });

  test("is what was written, whatever the sessions", () => {
    const session = fc.stringMatching(/^[A-Z0-9]{4,21}:[\w+=,.@-]{2,64}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(session, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 0, max: 9 }),
        (sessions, n) => {
          const denies = [deny({ sessions }), deny({ sid: sidOf(`other-${n}`, "workers"), sessions })];
          expect(readDenies(denyText(denies)).toSorted((a, b) => (a.sid < b.sid ? -1 : 1))).toEqual(
            denies.toSorted((a, b) => (a.sid < b.sid ? -1 : 1)),
          );
        },
      ),
    );
  });
});

test("incidents have sids of their own, chained sessions and workers too", () => {
  const sids = [sidOf("a", "chained"), sidOf("b", "chained"), sidOf("a", "workers")];
  expect(new Set(sids).size).toBe(3);
  for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
});

test("one deny takes the place of its sid's former, and no other", () => {
  const [one, other] = [deny(), deny({ sid: sidOf("another", "chained") })];
  expect(withDeny([one, other], deny({ sessions: ["AROAHUB:new"] }))).toEqual([
    other,
    deny({ sessions: ["AROAHUB:new"] }),
  ]);
  expect(denyText([])).toBeUndefined();
});

test("as many sessions as fit, the first before the others, beside all that is there", () => {
  const other = deny({ sid: sidOf("another", "chained") });
  const session = fc.stringMatching(/^AROAHUB:[\w-]{2,60}$/);
  fc.assert(
    fc.property(
      fc.uniqueArray(session, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 0, max: inlineQuota }),
      (sessions, filler) => {
        const there = inline([other], filler);
        const { denies, left } = fitting(there, deny({ sessions }));
        expect(left).toEqual(sessions.slice(sessions.length - left.length));
        const text = denyText(denies) ?? "";
        const isOver = filler + sizeOf(denyText([other]) ?? "") > inlineQuota;
        if (!isOver) expect(filler + sizeOf(text)).toBeLessThanOrEqual(inlineQuota);
        expect(denies).toContainEqual(other);
        // One more would not have fitted.
        if (left.length > 0) {
          const more = sessions.slice(0, sessions.length - left.length + 1).toSorted();
          expect(filler + sizeOf(denyText(withDeny([other], deny({ sessions: more }))) ?? "")).toBeGreaterThan(
            inlineQuota,
          );
        }
      },
    ),
    { numRuns: 60 },
  );
});
