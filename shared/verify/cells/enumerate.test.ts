import { expect, test } from "@jest/globals";
import { estate } from "../fixtures.ts";
import { actorIds, type Cell } from "../model.ts";
import { cellsOf } from "./enumerate.ts";

const cells = cellsOf(estate());

test("21,750 questions, 3,625 for each actor", () => {
  expect(cells).toHaveLength(21_750);
  expect(actorIds.map((actor) => cells.filter((cell) => cell.actor === actor).length)).toEqual(
    actorIds.map(() => 3625),
  );
});

test("no question stands twice", () => {
  const key = ({ wanted: _, ...cell }: Cell): string => JSON.stringify(cell);
  expect(new Set(cells.map(key)).size).toBe(cells.length);
});

test("what is asked, by what must be the answer", () => {
  const count = (actor: Cell["actor"], wanted: Cell["wanted"]): number =>
    cells.filter((cell) => cell.actor === actor && cell.wanted === wanted).length;
  const counts = (actor: Cell["actor"]) => ({
    ...{ allowed: count(actor, "allowed"), either: count(actor, "either") },
    ...{ open: count(actor, "open"), denied: count(actor, "denied") },
  });
  expect(counts("no-team")).toEqual({ allowed: 0, either: 0, open: 0, denied: 3625 });
  expect(counts("spoofed")).toEqual(counts("no-team"));
  // A notebook instance opens for the one whose it is.
  const { allowed, either } = counts("teammate");
  expect(counts("owner")).toEqual({ ...counts("teammate"), allowed: allowed + 1, either: either - 1 });
  expect(counts("owner")).toMatchObject({ open: 81 });
  expect(counts("owner").allowed).toBeGreaterThan(300);
});
