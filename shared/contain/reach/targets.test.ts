import { expect, test } from "@jest/globals";
import type { Link } from "../../vendors/watch/links.ts";
import { endOf, later, lives, takenRoles, unknownSessions } from "./targets.ts";

const role = "arn:aws:iam::111122223333:role/vendor/acme/vendor-acme";
const hub = "arn:aws:iam::111122223333:role/hub";
const now = "2026-11-22T10:30:00Z";
const link = (subject: Link["subject"] | "old", change: Partial<Link> = {}): Link => ({
  ...{ id: "key:ASIA1", role, how: "chained", at: "2026-11-22T10:00:00Z", eventId: "e" },
  ...(subject !== "old" && subject && { subject }),
  ...change,
});
const taken = (session: string, more: object = {}) => ({ type: "role-session" as const, role: hub, session, ...more });

test("by role, each session once with its last issue, what lives longest first", () => {
  const links = [
    link(taken("AROA:a", { until: "2026-11-22T11:00:00Z" })),
    link(taken("AROA:a", { until: "2026-11-22T10:50:00.000Z" }), { at: "2026-11-22T10:20:00Z" }),
    link(taken("AROA:b")),
    link({ ...taken("AROA:c"), role }),
    link({ type: "role-session", role: hub }),
    link({ type: "federated-session" }),
    link("old"),
  ];
  expect(takenRoles(role, links, now)).toEqual([
    {
      role: hub,
      sessions: [
        { session: "AROA:b", at: "2026-11-22T10:00:00Z", until: "2026-11-22T22:00:00Z" },
        { session: "AROA:a", at: "2026-11-22T10:20:00Z", until: "2026-11-22T11:00:00Z" },
      ],
    },
  ]);
});

test.each([
  [
    "ends when the record says so",
    taken("AROA:a", { until: "2026-11-22T10:45:00.000Z" }),
    "2026-11-22T10:45:00Z",
    true,
  ],
  ["without it, after twelve hours", taken("AROA:a"), "2026-11-22T22:00:00Z", true],
  [
    "lives a minute longer than it says: clocks differ",
    taken("a", { until: "2026-11-22T10:29:01Z" }),
    "2026-11-22T10:29:01Z",
    true,
  ],
  ["is over then", taken("a", { until: "2026-11-22T10:29:00Z" }), "2026-11-22T10:29:00Z", false],
])("a session %s", (_what, subject, end, isAlive) => {
  expect([endOf(link(subject)), lives(link(subject), now)]).toEqual([end, isAlive]);
});

test("sessions of which is not known what to deny", () => {
  const lost = [link("old"), link({ type: "role-session", role: hub })];
  const others = [
    link(taken("AROA:a")),
    link({ type: "role-session", role }),
    link("old", { at: "2026-11-21T10:00:00Z" }),
    link("old", { how: "minted" }),
  ];
  expect(unknownSessions(role, [...lost, ...others], now)).toEqual(lost);
});

test("the later of two times", () => expect(later("2026-11-22T11:00:00Z", now)).toBe("2026-11-22T11:00:00Z"));
