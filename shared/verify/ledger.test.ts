import { expect, test } from "@jest/globals";
import { acceptedBy, judgeLedger, type Ledger, ledgerForm } from "./ledger.ts";

const entry = (change: Partial<Ledger[number]> = {}): Ledger[number] => ({
  ...{ actions: ["sagemaker:ListModels"], owner: "platform", reason: "names leak", expires: "2027-06-30", ...change },
});
const open = ["sagemaker:ListModels"];
const sound = { unlisted: [], expired: [], unused: [] };

test.each([
  ["all accepted", [entry()], open, "2027-06-30", sound],
  [
    "open, and not in it",
    [entry()],
    [...open, "sagemaker:Search"],
    "2027-06-30",
    { ...sound, unlisted: ["sagemaker:Search"] },
  ],
  ["the day after", [entry()], open, "2027-07-01", { ...sound, expired: [entry()] }],
  [
    "closed by now",
    [entry({ actions: ["sagemaker:ListModels", "sagemaker:Search"] })],
    open,
    "2027-01-01",
    { ...sound, unused: ["sagemaker:Search"] },
  ],
  [
    "not asked",
    [entry({ expires: "2026-01-01" })],
    undefined,
    "2027-01-01",
    { ...sound, expired: [entry({ expires: "2026-01-01" })] },
  ],
  ["an empty one", [], open, "2027-01-01", { ...sound, unlisted: open }],
] satisfies [string, Ledger, string[] | undefined, string, object][])("%s", (_, ledger, asked, today, found) => {
  expect(judgeLedger(ledger, asked, today)).toEqual(found);
});

test("who accepted it", () => {
  expect(acceptedBy([entry({ actions: ["sagemaker:Search"] }), entry()], "sagemaker:ListModels")).toEqual(entry());
  expect(acceptedBy([entry()], "sagemaker:Search")).toBeUndefined();
});

test.each([
  ["no owner", entry({ owner: "" })],
  ["a wildcard", entry({ actions: ["sagemaker:List*"] })],
  ["no action", entry({ actions: [] })],
  ["no day", entry({ expires: "soon" })],
  ["a further key", { ...entry(), note: "x" }],
])("not taken: %s", (_, given) => expect(ledgerForm.safeParse([given]).success).toBe(false));
