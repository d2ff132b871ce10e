import { expect, test } from "@jest/globals";
import { directory, roleArn } from "../connections/fixture.ts";
import { keyPairProblems } from "./key-pairs.ts";
import { parseSettings } from "./parse.ts";

const sound = `kind: s3, target: lake, groups: [Sales], role: "${roleArn("sales")}"`;
const secret = "wJalrXUtnFEMIK7MDENGbPxRfiCY";

const messageOf = (connections: string): string => {
  try {
    parseSettings(`${directory}connections: ${connections}`, "s");
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

test.each([
  ["credential", `${sound}, credential: keypair`],
  ["credential", `${sound}, credential: access-key`],
  ["credential", `${sound}, credential: static`],
  ["accessKeyId", `${sound}, accessKeyId: ${secret}`],
  ["aws_secret_access_key", `${sound}, aws_secret_access_key: ${secret}`],
  ["secretKey", `${sound}, secretKey: ${secret}`],
  ["keyPair", `${sound}, keyPair: { id: a }`],
])("%s is refused with the reason, in a map and in a list, and not repeated", (key, text) => {
  for (const connections of [`{ data: { ${text} } }`, `[{ name: data, ${text} }]`]) {
    const lines = messageOf(connections).split("\n");
    expect(lines).toEqual([
      expect.stringMatching(
        new RegExp(`connections(\\.data|\\[0\\])\\.${key}: a key pair is no connection: it does not expire`),
      ),
    ]);
    expect(lines[0]).not.toContain(secret);
  }
});

test.each([
  undefined,
  null,
  1,
  [],
  {},
  { connections: 1 },
  { connections: [null, 1] },
  { connections: { a: null, b: [] } },
  { connections: { a: { credential: "environment" } } },
])("nothing is said of %j", (value) => {
  expect(keyPairProblems(value)).toEqual([]);
});
