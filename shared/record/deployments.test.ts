import { expect, test } from "@jest/globals";
import { deploymentsOver } from "./deployments.ts";
import { memoryTable } from "./memory-ledger.ts";

test("of each role what was said last", async () => {
  const deployments = deploymentsOver(memoryTable());
  expect(await deployments.of("arn:one")).toEqual({});
  await deployments.save("arn:one", { let: "a" });
  await deployments.save("arn:one", { let: "a", refused: "b" });
  expect([await deployments.of("arn:one"), await deployments.of("arn:two")]).toEqual([{ let: "a", refused: "b" }, {}]);
});
