import { expect, test } from "@jest/globals";
import { parseSettings } from "../settings/parse.ts";
import { directory } from "./fixture.ts";
import { connectionsOf } from "./named.ts";

const own = "kind: s3, target: scratch, groups: [Else], credential: environment";

test.each([
  ["a map", `connections: { mine: { ${own} } }`],
  ["a list", `connections: [{ name: mine, ${own} }]`],
])("by %s, with the defaults", (_, text) => {
  expect(connectionsOf(parseSettings(`${directory}${text}`, "sagewarden.yaml"))).toEqual([
    {
      ...{ name: "mine", kind: "s3", target: "scratch", groups: ["Else"], credential: "environment" },
      ...{ access: "read", maxSession: "PT1H", sessionTags: false, sourceIdentity: false, trustedApps: [] },
    },
  ]);
});

test("without any there are none", () => {
  expect(connectionsOf(parseSettings(directory, "sagewarden.yaml"))).toEqual([]);
});
