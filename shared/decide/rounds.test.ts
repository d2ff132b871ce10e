import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { retag, rolePrincipal } from "../../test/fixtures.ts";
import type { RoundRow } from "../edges.ts";
import type { Retag } from "../model/activity.ts";
import { isoAt } from "../model/time.ts";
import { countRound, opponentOf } from "./rounds.ts";

const at = (seconds: number, eventId = `e${seconds}`, principal = retag.principal): Retag => ({
  ...retag,
  at: isoAt(1_800_000_000_000 + seconds * 1000),
  eventId,
  principal,
});
const play = (changes: readonly Retag[]) => {
  let row: RoundRow | undefined;
  return changes.map((change) => {
    const counted = countRound("arn", row, change, ["team"]);
    row = counted.row;
    return counted;
  });
};

describe("countRound", () => {
  test("changes within a minute are one round, later ones the next", () => {
    expect(play([at(0), at(30), at(60), at(61), at(500)]).map(({ number }) => number)).toEqual([1, 1, 1, 2, 3]);
  });

  test("the sessions of a role are one opponent, another role is another", () => {
    const again = rolePrincipal("Eve", "another-session");
    const other = rolePrincipal("Mallory");
    expect(play([at(0), at(100, "b", again), at(200, "c", other)]).map(({ number }) => number)).toEqual([1, 2, 1]);
  });

  test("a record that comes twice counts once and says so", () => {
    const [, , third] = play([at(0), at(100), at(100)]);
    expect(third).toMatchObject({ number: 2, repeated: true });
    expect(third?.row.rounds).toHaveLength(2);
  });

  test("without a role the principal's ARN is the opponent", () => {
    expect(opponentOf({ ...retag, principal: { type: "IAMUser", arn: "arn:aws:iam::1:user/eve" } })).toBe(
      "arn:aws:iam::1:user/eve",
    );
    expect(opponentOf({ ...retag, principal: { type: "Unknown" } })).toBe("Unknown");
  });
});

test("any order and any duplicates of far-apart changes give the same rounds", () => {
  const changes = [0, 100, 200, 300].map((seconds) => at(seconds));
  fc.assert(
    fc.property(fc.shuffledSubarray([...changes, ...changes], { minLength: 8, maxLength: 8 }), (order) => {
      const rounds = play(order).at(-1)?.row.rounds;
      expect(rounds).toEqual(play(changes).at(-1)?.row.rounds);
    }),
  );
});
