import { expect, test } from "@jest/globals";
import type { TakenSession } from "../../model/vendor-link.ts";
import { learntState, role } from "../watch/example-acts.ts";
import type { Link } from "../watch/links.ts";
import { keysIn, ledgerPart, mostRows } from "./ledger.ts";

const at = "2026-07-01T10:00:00Z";
const session = { role, accessKeyId: "ASIAAUGER00000000001", at } as TakenSession;
const link = (id: string): Link => ({ id, role, how: "minted", at, eventId: "e" });
const none = { state: undefined, sessions: [], links: [], signals: [] };

test("nothing of a role is no part", () => {
  expect(ledgerPart(none)).toBeNull();
});

test("a role's habits are by dimension, the most frequent first", () => {
  const part = ledgerPart({ ...none, state: learntState() });
  expect(part).toMatchObject({ first: "2026-06-01T10:00:00Z", last: "2026-06-30T10:05:00Z", score: 0 });
  expect(part?.habits.address).toMatchObject([{ count: 60 }]);
});

test("a list that is full may have more", () => {
  const links = Array.from({ length: mostRows }, (_, index) => link(`key:AKIA${index}`));
  expect(ledgerPart({ ...none, links })?.more).toBe(true);
  expect(ledgerPart({ ...none, links: links.slice(1) })?.more).toBe(false);
});

test("keys are of ties first, each once, and nothing that is none", () => {
  const links = ["key:AKIAMINTED0000000001", "arn:aws:iam::111122223333:user/x", "worker:1:r/f", "key:x"].map(link);
  expect(keysIn({ sessions: [session, session], links })).toEqual(["AKIAMINTED0000000001", "ASIAAUGER00000000001"]);
});
