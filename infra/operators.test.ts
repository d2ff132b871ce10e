import { expect, test } from "@jest/globals";
import type { Settings } from "../shared/model/settings.ts";
import { operatorAddresses } from "./operators.ts";

const people = {
  alice: { team: "TeamA", email: "alice@example.com" },
  bob: { team: "TeamB", email: "bob@example.com" },
  twin: { team: "TeamA", email: "alice@example.com" },
  mute: { team: "TeamA" },
} as Settings["people"];

test.each([
  ["nobody, without approvers", [], []],
  ["the approvers, in their order", ["bob", "alice"], ["bob@example.com", "alice@example.com"]],
  ["nobody without an address", ["mute", "alice"], ["alice@example.com"]],
  ["one address once", ["alice", "twin"], ["alice@example.com"]],
  ["nobody outside the directory", ["eve", "alice"], ["alice@example.com"]],
  ["not what every object inherits", ["constructor", "__proto__"], []],
])("alarms go to %s", (_, approvers, expected) => {
  expect(operatorAddresses({ approvers, people } as unknown as Settings)).toEqual(expected);
});
