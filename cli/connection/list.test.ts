import { expect, test } from "@jest/globals";
import { connection } from "./fixture.ts";

test("only what the person may use, without the role", async () => {
  expect(await connection(["list"], { user: "alice" })).toMatchObject({
    code: 0,
    out: [
      "connection  kind  access  at most  target",
      "sales-data  s3    read    PT1H     lake/sales",
      "images      ecr   read    PT1H     team/*",
    ].join("\n"),
  });
});

test("as JSON lines", async () => {
  const { code, out, err } = await connection(["list", "--json"], { user: "dave" });
  expect({ code, err, lines: out.split("\n").map((line) => JSON.parse(line)) }).toEqual({
    ...{ code: 0, err: "" },
    lines: [
      {
        ...{ connection: "own", kind: "s3", target: "scratch", access: "read", maxSession: "PT1H" },
        credential: "environment",
      },
    ],
  });
});

test.each([
  ["zoe", "Permission denied: person: you are nobody of the directory (people in the settings)"],
  ["frank", "Permission denied: person: the directory says that you have left"],
])("%s is told why there are none", async (user, err) => {
  expect(await connection(["list"], { user })).toMatchObject({ code: 1, out: "", err });
});
