import { expect, test } from "@jest/globals";
import { guessed, known, open } from "./rows.ts";
import { proposalText } from "./text.ts";

test("what is open stands as a comment, what is guessed says so", () => {
  const rows = [
    known("accounts", ["999988887777"], "its trust names them"),
    guessed("services", ["s3"], "what it used"),
    open("owner", "alice", "who answers"),
  ];
  expect(proposalText({ vendor: "auger", rows, unknown: ["Much."] }, ["Proposed\nby nobody."])).toBe(
    [
      String.raw`# Proposed\u000aby nobody.`,
      "vendors:",
      '  "auger":',
      '    accounts: ["999988887777"] # its trust names them',
      '    services: ["s3"] # guessed: what it used',
      '    # owner: "alice" # to be said: who answers',
      "# Not known:",
      "# - Much.",
      "",
    ].join("\n"),
  );
});
