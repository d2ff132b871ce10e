import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../../test/any-character.ts";
import type { Incident } from "../../model/incident.ts";
import type { EvidenceCall } from "./calls.ts";
import { documentOf } from "./document.ts";
import { escaped, markdownOf } from "./markdown.ts";

const call: EvidenceCall = {
  at: "2026-11-22T10:00:01Z",
  eventId: "e-1",
  eventName: "CreateUser",
  eventSource: "iam.amazonaws.com",
  region: "us-east-1",
  by: "arn:aws:sts::111122223333:assumed-role/vendor-acme/x",
  accessKeyId: "ASIAACME",
  sourceIp: "198.51.100.7",
  errorCode: undefined,
  touched: ["arn:aws:iam::111122223333:user/eve"],
  made: [{ type: "user", id: "arn:aws:iam::111122223333:user/eve" }],
};
const incident: Incident = {
  ...{ id: "role-acme-1", role: "arn:aws:iam::111122223333:role/vendor/acme/vendor-acme", number: 1, vendor: "acme" },
  ...{ openedAt: "2026-11-22T10:00:00Z", upTo: "trust", phase: "contained", why: "proven", version: 9 },
  cutAt: "2026-11-22T10:00:12Z",
  containedAt: "2026-11-22T10:00:13Z",
  causes: [
    {
      type: "signal",
      by: "credential-created",
      reason: "a user was made",
      at: "2026-11-22T10:00:00Z",
      findings: ["credential-created e-1"],
      severity: "critical",
    },
  ],
  rungs: [
    {
      rung: "deny",
      status: "done",
      evidence: { detail: "all is denied", at: "2026-11-22T10:00:02Z", policy: "SagewardenDenyAll" },
    },
    { rung: "minted", status: "done", evidence: { detail: "1 denied" } },
  ],
  answers: [{ at: "2026-11-22T10:10:00Z", by: "alice", choice: "stop-here", verdict: "accepted", why: "enough" }],
  snapshot: { bucket: "b", key: "k", version: "v1", sha256: "abc", mac: "a mac" },
  reached: [
    {
      type: "minted-user",
      id: "arn:aws:iam::111122223333:user/eve",
      status: "denied",
      why: "it is denied",
      at: "2026-11-22T10:00:14Z",
    },
    { type: "password", id: "bob", status: "listed", why: "bob was there before", at: "2026-11-22T10:00:14Z" },
  ],
  disturbed: [{ at: "2026-11-22T10:05:00Z", what: "deny: it was gone" }],
  notices: ["n-1"],
  holder: { execution: "arn:secret", kind: "contain", fence: 1, until: "" },
};
const span = { since: "2026-11-21T22:00:00Z", now: "2026-11-22T11:00:00Z" };
const seen = { calls: [call, { ...call, eventId: "e-2", errorCode: "AccessDenied" }], unseen: ["No data events."] };

describe("the document", () => {
  const document = documentOf(incident, seen, span);

  test("holds what was done, what was called, touched and made, and what was not visible", () => {
    expect(document).toMatchObject({
      window: { since: span.since, until: span.now },
      touched: [{ name: "arn:aws:iam::111122223333:user/eve", calls: 1 }],
      made: [{ type: "user", eventId: "e-1" }],
      snapshot: { key: "k", sha256: "abc" },
    });
    expect(document.calls).toHaveLength(2);
    expect(document.notVisible).toEqual([
      "No data events.",
      "password bob is not denied (listed): bob was there before",
    ]);
  });

  test("leaves out what only runs need", () => {
    expect(JSON.stringify(document)).not.toMatch(/arn:secret|n-1|a mac/);
  });

  test("says that nobody looked for what it made", () => {
    const { notVisible } = documentOf({ ...incident, rungs: [], reached: [] }, { calls: [], unseen: [] }, span);
    expect(notVisible.join()).toContain("Nobody looked");
  });

  test("as Markdown: every rung with its time, every call, the people", () => {
    const text = markdownOf(document);
    expect(text).toContain("| deny | done | 2026-11-22T10:00:02Z | all is denied; policy: SagewardenDenyAll |");
    expect(text).toContain("| 2026-11-22T10:00:01Z | iam:CreateUser |");
    expect(text).toContain("AccessDenied");
    expect(text).toContain("alice said stop-here, accepted: enough");
    expect(text).toContain("deny: it was gone");
    expect(text).toContain("| Contained | 2026-11-22T10:00:13Z |");
  });

  test("of what was put back and held back", () => {
    const restored = documentOf(
      {
        ...incident,
        restore: { by: "alice", at: "2026-11-23T10:00:00Z", all: true, acceptDrift: false },
        restoreRungs: [
          { rung: "sessions", status: "done", evidence: { detail: "denied", over: "2026-11-24T00:00:00Z" } },
          { rung: "trust", status: "done", evidence: { detail: "as it was" } },
        ],
        heldBack: [{ what: "backdoor", why: "it came after the last clean audit" }],
      },
      seen,
      span,
    );
    const text = markdownOf(restored);
    expect(text).toMatch(/by alice at 2026-11-23\S*, with all that is[\s\S]*as it was[\s\S]*- backdoor: it came after/);
    expect(text).toContain("| Sessions from before are over | 2026-11-24T00:00:00Z |");
  });

  test("long tables end with what is left", () => {
    const calls = Array.from({ length: 620 }, (_, index) => ({ ...call, eventId: `e-${index}` }));
    const text = markdownOf(documentOf(incident, { calls, unseen: [] }, span));
    expect(text).toContain("120 more are in incident.json.");
  });
});

describe("hostile text", () => {
  test.each([
    ["markup", "*a* _b_ `c` <img src=x> [d](e) # |", String.raw`\*a\* \_b\_ \`c\` \<img src=x\> \[d\](e) \# \|`],
    [
      "a link that would be made of an address",
      "https://evil.example www.evil.example",
      String.raw`https\://evil.example www\.evil.example`,
    ],
    ["lines and characters that turn the text round", "a\n# b\r\u2028c\u202ed\u0000", String.raw`a·\# b··c·d·`],
    ["somebody who is called", "@channel", String.raw`\@channel`],
  ])("%s", (_what, text, expected) => expect(escaped(text)).toBe(expected));

  test("one line, no open markup, no table cell more, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 400 }), (text) => {
        const safe = escaped(text);
        expect(safe).not.toMatch(/[\n\r\u2028\u2029\u202e]/);
        expect(safe.replaceAll(/\\[\s\S]/g, "")).not.toMatch(/[|<>[\]`*_]/);
      }),
    );
  });

  test("of every field: a table has as many cells as its head", () => {
    const evil = "x | y\n| z ](http://e)";
    const hostile = {
      ...call,
      eventName: evil,
      by: evil,
      sourceIp: evil,
      errorCode: evil,
      touched: [evil],
      made: [{ type: evil, id: evil }],
    };
    const rungs = [
      { rung: "deny" as const, status: "done" as const, evidence: { detail: evil, at: evil, [evil]: evil } },
    ];
    const entry = {
      type: "minted-key" as const,
      id: evil,
      of: evil,
      sessions: [evil],
      status: "denied" as const,
      why: evil,
      at: evil,
    };
    const text = markdownOf(
      documentOf(
        { ...incident, id: evil, why: evil, rungs, reached: [entry], vendor: evil },
        { calls: [hostile], unseen: [evil] },
        span,
      ),
    );
    const plain = text.replaceAll(/\\[\s\S]/g, "");
    const tables = plain.split("\n\n").filter((part) => part.startsWith("|"));
    expect(tables).toHaveLength(4);
    for (const rows of tables.map((part) => part.trim().split("\n")))
      expect(rows.map((row) => row.split("|").length)).toEqual(rows.map(() => rows[0]?.split("|").length));
    expect(plain).not.toMatch(/\]\(|https?:/);
  });
});
