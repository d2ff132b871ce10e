import { expect, test } from "@jest/globals";
import { request } from "#shared/policy/fixtures.ts";
import { heading, jsonLine, row, totals } from "./answers.ts";

const statement = { policy: "identity[0]", index: 2, sid: undefined };

test("the machine's line has exactly the fields of the contract, in its order", () => {
  expect(jsonLine({ decision: "allowed", statement })).toBe(
    '{"decision":"allowed","statement":{"policy":"identity[0]","index":2,"sid":null}}',
  );
  expect(jsonLine({ decision: "explicitDeny", statement: { ...statement, sid: "H0" } })).toContain('"sid":"H0"}}');
  expect(jsonLine({ decision: "implicitDeny", statement: undefined })).toBe(
    '{"decision":"implicitDeny","statement":null}',
  );
});

test("the table for people: nothing in it steers a terminal", () => {
  const layers = { identity: [] };
  const one = { id: "a\u001b[2Jb", request: request(), layers };
  expect(heading.split(/ {2,}/)).toEqual(["case", "decision", "action", "statement", "resource"]);
  expect(row(one, { decision: "ambiguous", statement }, 7)).toMatch(
    /^a\\u001b\[2Jb {2}ambiguous {5}s3:GetObject +identity\[0\] statement 2 +arn:aws:s3:::/,
  );
  expect(row({ ...one, id: undefined }, { decision: "implicitDeny", statement: undefined }, 7)).toMatch(
    /^7 {9}implicit/,
  );
});

test("totals", () => {
  expect(totals(new Map(), 0)).toBe("0 cases");
  expect(
    totals(
      new Map([
        ["allowed", 2],
        ["ambiguous", 1],
      ]),
      3,
    ),
  ).toBe("3 cases: 2 allowed, 1 ambiguous; 3 lines could not be read");
});
