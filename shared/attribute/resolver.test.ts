import { describe, expect, test } from "@jest/globals";
import { type Found, firstProof, type Proof, type Unproven } from "./resolver.ts";

const alice: Proof = { value: "alice", field: "first", strength: "proven" };
const bob: Proof = { value: "bob", field: "second", strength: "proven" };
const doubt = (value: string): Unproven => ({ tag: "team", value, why: "doubted" });
const conflict = { tag: "team", claimed: "TeamB", claimedIn: "here", proven: null, provenIn: "there" } as const;

/** What is found, and how many of the ways were gone. */
const go = async (...founds: readonly Found[]) => {
  let gone = 0;
  const ways = founds.map((found) => async () => {
    gone += 1;
    return found;
  });
  return { found: await firstProof(ways), gone };
};

describe("the first way that proves something", () => {
  test.each<[string, readonly Found[], string | undefined, number]>([
    ["ends it", [{ studiouserid: alice }, { studiouserid: bob }], "alice", 1],
    ["comes after those that prove nothing", [{}, { unproven: [doubt("x")] }, { studiouserid: bob }], "bob", 3],
    ["may prove the team alone", [{ team: alice }, { studiouserid: bob }], undefined, 1],
    ["may not be there", [{}, {}], undefined, 2],
    ["may have no way to go", [], undefined, 0],
  ])("%s", async (_, founds, person, expected) => {
    const { found, gone } = await go(...founds);
    expect([found.studiouserid?.value, gone]).toEqual([person, expected]);
  });

  test("keeps what the ways before it doubted, in their order", async () => {
    const { found } = await go(
      { unproven: [doubt("a")], conflicts: [conflict] },
      {},
      { unproven: [doubt("b")], studiouserid: bob },
      { unproven: [doubt("c")] },
    );
    expect(found).toEqual({
      studiouserid: bob,
      unproven: [doubt("a"), doubt("b")],
      conflicts: [conflict],
    });
  });

  test("is not looked for once two proofs exclude each other", async () => {
    const { found, gone } = await go({ excluded: true, conflicts: [conflict] }, { studiouserid: bob });
    expect([found.excluded, found.studiouserid, gone]).toEqual([true, undefined, 1]);
  });
});
