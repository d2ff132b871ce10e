import { expect, test } from "@jest/globals";
import { augersExternalId, augersRole, seenWith } from "../../../vendors/fixture.ts";
import { peersOf } from "./peers.ts";

test("roles of one contract, and with one external id", () => {
  const second = { ...augersRole, arn: `${augersRole.arn}2` };
  const seen = seenWith([augersRole, second]);
  const { byContract, byExternalId } = peersOf(seen);
  if (seen.contract === undefined) throw new Error("no contract");
  expect(byContract.get(seen.contract)?.map(({ role }) => role)).toEqual([augersRole, second]);
  expect(byExternalId.get(augersExternalId)?.map(({ role }) => role)).toEqual([augersRole, second]);
});

test("made once for an account", () => {
  const seen = seenWith([augersRole]);
  expect(peersOf(seen)).toBe(peersOf({ ...seen }));
});
