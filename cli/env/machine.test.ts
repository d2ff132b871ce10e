import { hostname } from "node:os";
import { expect, test } from "@jest/globals";
import { thisMachine } from "./machine.ts";

test("the machine is told from others, and its boot from its earlier ones where the system tells", () => {
  expect(thisMachine()).toEqual(thisMachine());
  expect(thisMachine()).toMatchObject({ machine: hostname() });
});
