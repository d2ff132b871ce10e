import { expect, test } from "@jest/globals";
import type { Link } from "../vendors/watch/links.ts";
import { askedOnce } from "./asked-once.ts";

const link: Link = { id: "key:a", role: "r", how: "chained", at: "2026-07-01T10:00:00Z", eventId: "e" };

const fixture = () => {
  const asked: string[] = [];
  const state = { isBroken: false };
  const stored: Link[] = [];
  const edges = askedOnce({
    links: {
      linked: async (ids) => {
        asked.push(`linked ${ids}`);
        return stored.find(({ id }) => ids.includes(id));
      },
      save: async (one) => void stored.push(one),
      of: async () => [],
    },
    sessions: {
      sessionByKey: async (key) => {
        asked.push(`session ${key}`);
        if (state.isBroken) throw new Error("throttled");
        return undefined;
      },
      sessionByRole: async (...role) => {
        asked.push(`role ${role}`);
        return undefined;
      },
    },
  });
  return { edges, asked, state };
};

test("the same question is asked once, another again", async () => {
  const { edges, asked } = fixture();
  for (const key of ["a", "a", "b"]) await edges.sessions.sessionByKey(key);
  for (const name of ["x", "x", "y"]) await edges.sessions.sessionByRole("id", name, "at");
  expect(asked).toEqual(["session a", "session b", "role id,x,at", "role id,y,at"]);
});

test("what was tied to a vendor meanwhile is found", async () => {
  const { edges } = fixture();
  expect(await edges.links.linked(["key:a"])).toBeUndefined();
  await edges.links.save(link);
  expect(await edges.links.linked(["key:a"])).toEqual(link);
});

test("a question that failed is asked again", async () => {
  const { edges, asked, state } = fixture();
  state.isBroken = true;
  await expect(edges.sessions.sessionByKey("a")).rejects.toThrow("throttled");
  state.isBroken = false;
  expect(await edges.sessions.sessionByKey("a")).toBeUndefined();
  expect(asked).toHaveLength(2);
});
