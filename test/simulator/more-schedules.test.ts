import { test } from "@jest/globals";
import { expectOneEnd, numRuns } from "./schedules.ts";

/** The other half, so that two cores share them. */
test(`${numRuns} more schedules end like one delivery in order`, () => expectOneEnd(20_261_123), 600_000);
