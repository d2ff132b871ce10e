import { expect, test } from "@jest/globals";
import type { Link } from "../../vendors/watch/links.ts";
import { type MadeThing, madeThings } from "./made-things.ts";

const role = "arn:aws:iam::111122223333:role/vendor/acme/vendor-acme";
const now = "2026-11-22T10:30:00Z";
const eve = "arn:aws:iam::111122223333:user/eve";
const link = (id: string, subject?: Link["subject"], how: Link["how"] = "minted"): Link => ({
  ...{ id, role, how, at: "2026-11-22T10:00:00Z", eventId: "e" },
  ...(subject && { subject }),
});

test.each<[string, readonly Link[], readonly MadeThing[]]>([
  [
    "a key",
    [link("key:AKIA1", { type: "key", user: "bob" })],
    [{ type: "minted-key", id: "AKIA1", of: "bob", isOfMadeUser: false }],
  ],
  ["a key of nobody knows whom", [link("key:AKIA1", { type: "key" })], [{ type: "minted-key", id: "AKIA1" }]],
  [
    "a user",
    [link(eve, { type: "user", arn: eve, uniqueId: "AIDAEVE" })],
    [{ type: "minted-user", id: eve, uniqueId: "AIDAEVE" }],
  ],
  ["a role", [link("r", { type: "role", arn: "r" })], [{ type: "minted-role", id: "r" }]],
  [
    "a function",
    [link("worker:1:hub/miner", { type: "function", name: "miner", role: "arn:hub" })],
    [{ type: "minted-worker", id: "miner", of: "arn:hub" }],
  ],
  ["a function that runs as the role itself", [link("w", { type: "function", name: "x", role })], []],
  ["a provider", [link("p", { type: "identity-provider", arn: "p" })], [{ type: "identity-provider", id: "p" }]],
  [
    "a session that it took: not made",
    [link("key:ASIA1", { type: "role-session", role: "r", session: "AROA:x" }, "chained")],
    [],
  ],
  [
    "a federated session",
    [link("key:ASIA1", { type: "federated-session", user: "bob", until: "2026-11-22T12:00:00Z" }, "chained")],
    [{ type: "federated-session", id: "ASIA1", of: "bob", isOfMadeUser: false, until: "2026-11-22T12:00:00Z" }],
  ],
  [
    "one that is over",
    [link("key:ASIA1", { type: "federated-session", until: "2026-11-22T10:00:00Z" }, "chained")],
    [],
  ],
  ["a chained row from before subjects were kept", [link("key:ASIA1", undefined, "chained")], []],
  ["a key's row from before", [link("key:AKIA1")], [{ type: "minted-key", id: "AKIA1" }]],
  ["a user's", [link(eve)], [{ type: "minted-user", id: eve }]],
  ["a role's", [link("arn:aws:iam::1:role/x")], [{ type: "minted-role", id: "arn:aws:iam::1:role/x" }]],
  [
    "a function's",
    [link("worker:111122223333:hub/miner")],
    [{ type: "minted-worker", id: "miner", of: "arn:aws:iam::111122223333:role/hub" }],
  ],
  ["a row of another kind", [link("something")], []],
])("%s", (_what, links, expected) => expect(madeThings(role, links, now)).toEqual(expected));

test("each once; what is of a user that was made, too, says so", () => {
  const things = madeThings(
    role,
    [
      link("key:AKIA1", { type: "key", user: "eve" }),
      link("key:AKIA1", { type: "key", user: "eve" }),
      link(eve, { type: "user", arn: eve }),
      link("password:1:eve", { type: "password", user: "eve" }),
    ],
    now,
  );
  expect(things.map(({ type, isOfMadeUser }) => [type, isOfMadeUser])).toEqual([
    ["minted-key", true],
    ["minted-user", undefined],
    ["password", true],
  ]);
});
