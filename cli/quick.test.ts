import { expect, test } from "@jest/globals";
import { quickly } from "./quick.ts";

test.each([[[]], [["exec", "--role", "x"]], [["credential-process", "--help"]], [["--json", "credential-process"]]])(
  "%j is left to the whole command line",
  async (argv) => {
    expect(await quickly(argv)).toBeUndefined();
  },
);
