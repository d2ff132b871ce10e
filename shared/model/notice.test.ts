import { describe, expect, test } from "@jest/globals";
import { type Receipt, toldAt } from "./notice.ts";

const slack: Receipt = { by: "slack", to: "C1", id: "1.2", at: "2026-11-22T10:01:00Z" };
const sns: Receipt = { by: "sns", to: "arn:aws:sns:…", id: "m", at: "2026-11-22T10:00:00Z", confirmed: 0 };

describe("somebody was told", () => {
  test.each<[string, readonly Receipt[], string | undefined]>([
    ["not without a receipt", [], undefined],
    ["not by a topic that nobody confirmed", [sns], undefined],
    ["not by a topic of which that is not known", [{ by: "sns", to: "t", id: "m", at: sns.at }], undefined],
    ["by a topic with a confirmed subscription", [{ ...sns, confirmed: 1 }], sns.at],
    ["by Slack", [slack], slack.at],
    ["with the first of them", [slack, { ...sns, confirmed: 2 }], sns.at],
  ])("%s", (_, receipts, at) => {
    expect(toldAt({ receipts })).toBe(at);
  });
});
