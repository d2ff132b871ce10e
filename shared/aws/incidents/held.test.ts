import { describe, expect, test } from "@jest/globals";
import { refusing, told } from "./fixture.ts";
import { documented, heldBeside, listed, newestOf } from "./held.ts";

test("all pages, each with its time", async () => {
  const times: string[] = [];
  const pages = [
    told({ items: ["a"], IsTruncated: true, Marker: "next" }),
    told({ items: undefined, IsTruncated: true, Marker: "last" }, "2026-11-29T20:00:02Z"),
    told({ items: ["b"], Marker: "ignored" }, "2026-11-29T20:00:01Z"),
  ];
  const asked: (string | undefined)[] = [];
  const items = await listed(
    times,
    async (marker) => {
      asked.push(marker);
      return pages[asked.length - 1] as (typeof pages)[number];
    },
    (answer) => answer.items,
  );
  expect([items, asked]).toEqual([
    ["a", "b"],
    [undefined, "next", "last"],
  ]);
  expect(newestOf(times)).toBe("2026-11-29T20:00:02Z");
});

test("documents by name, without what went meanwhile", async () => {
  const policies = await documented([], ["two", "gone", "one"], async (name) => {
    if (name === "gone") throw refusing("NoSuchEntityException");
    return told({ PolicyDocument: `%7B%22${name}%22%7D` });
  });
  expect(policies).toEqual([
    { name: "one", document: '{"one"}' },
    { name: "two", document: '{"two"}' },
  ]);
});

describe("a principal and what it holds", () => {
  const own = Promise.resolve({ answer: { is: "there" }, at: "then" });
  const failing = (name: string) => Promise.reject(refusing(name));

  test("both", async () => {
    expect(await heldBeside(own, Promise.resolve(1))).toEqual({ answer: { is: "there" }, held: 1, at: "then" });
  });

  test("gone: whatever became of the rest", async () => {
    const gone = Promise.resolve({ answer: undefined, at: "then" });
    expect(await heldBeside(gone, failing("Throttling"))).toEqual({ answer: undefined, at: "then" });
  });

  test("half there: to be asked again", async () => {
    const name = "NoSuchEntityException";
    await expect(heldBeside(own, failing(name))).rejects.toMatchObject({ name });
  });

  test("not to be read", async () => {
    await expect(heldBeside(own, failing("AccessDenied"))).rejects.toMatchObject({ kind: "refused" });
  });
});
