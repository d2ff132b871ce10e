import { expect, test } from "@jest/globals";
import { signals } from "../detect/signals/index.ts";
import { signalIds } from "./signal-ids.ts";

test("each signal has its id here, in the same order", () => {
  expect(signalIds).toEqual(signals.map(({ id }) => id));
});
