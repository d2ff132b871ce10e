import { expect, test } from "@jest/globals";
import { aliceProven, answer, unattributed } from "../../test/fixtures.ts";
import { nobody } from "../model/owner.ts";
import { withRecorded } from "./recorded-evidence.ts";

const { owner } = aliceProven;
const left = { tag: "studiouserid", value: "carol" } as const;

test.each([
  ["the whole owner", unattributed, { owner }, { owner, orphaned: [] }],
  [
    "a part, beside what is found out now",
    { ...unattributed, owner: { team: answer("TeamB"), studiouserid: answer("bob") } },
    { owner: { ...nobody, team: owner.team } },
    { owner: { team: owner.team, studiouserid: answer("bob") }, orphaned: [] },
  ],
  ["that the owner has left", unattributed, { owner: nobody, orphaned: [left] }, { owner: nobody, orphaned: [left] }],
  [
    "that the owner has left, once",
    { ...unattributed, orphaned: [left] },
    { owner: nobody, orphaned: [left] },
    { owner: nobody, orphaned: [left] },
  ],
])("of what the sweep finds the ledger knows %s", (_, attribution, row, known) => {
  expect(withRecorded(attribution, { announcedBy: "sweep" }, row)).toMatchObject(known);
});

test("a record speaks for itself, and of what nobody recorded there is nothing to add", () => {
  expect(withRecorded(unattributed, { announcedBy: "api" }, { owner })).toBe(unattributed);
  expect(withRecorded(unattributed, { announcedBy: "sweep" }, undefined)).toBe(unattributed);
});
