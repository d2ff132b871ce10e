import { expect, test } from "@jest/globals";
import { parseSettings } from "../settings/parse.ts";
import { closedBuckets } from "./closed-buckets.ts";
import { connections, directory, roleArn } from "./fixture.ts";

const admin = "arn:aws:iam::111122223333:role/platform";
const bucketsOf = (text: string) => closedBuckets(parseSettings(`${directory}${text}`, "sagewarden.yaml"));

test("without admins no bucket's policy is ours", () => {
  expect(bucketsOf(connections)).toEqual([]);
});

test("every connection to the bucket counts, its mapped people's roles too, and roles of one reach stand together", () => {
  const closed = bucketsOf(`
connections:
  sales: { kind: s3, target: lake/sales, groups: [Sales], role: "\${person.roles.sales}", admins: ["${admin}"] }
  sales-in: { kind: s3, target: "s3://lake/sales/", groups: [Sales], role: "${roleArn("loader")}", access: write }
  also: { kind: s3, target: lake/sales, groups: [Sales], role: "${roleArn("extra")}" }
  marketing: { kind: s3, target: lake/marketing, groups: [Marketing], role: "\${person.roles.marketing}", access: write, admins: ["${admin}"] }
  again: { kind: s3, target: lake/sales, groups: [Sales], role: "${roleArn("loader")}" }
  else: { kind: s3, target: other, groups: [Sales], role: "${roleArn("sales")}" }
`);
  expect(closed).toEqual([
    {
      ...{ bucket: "lake", admins: [admin] },
      groups: [
        { roles: [roleArn("extra"), roleArn("sales")], scopes: [{ prefix: "sales/", access: "read" }] },
        { roles: [roleArn("loader")], scopes: [{ prefix: "sales/", access: "write" }] },
        { roles: [roleArn("marketing")], scopes: [{ prefix: "marketing/", access: "write" }] },
      ],
    },
  ]);
});

test("a role of two connections reaches both", () => {
  const [closed] = bucketsOf(`
connections:
  b: { kind: s3, target: lake/b, groups: [Sales], role: "${roleArn("one")}", admins: ["${admin}"] }
  a: { kind: s3, target: lake/a, groups: [Sales], role: "${roleArn("one")}", access: write }
`);
  const scopes = [
    { prefix: "a/", access: "write" },
    { prefix: "b/", access: "read" },
  ];
  expect(closed?.groups).toEqual([{ roles: [roleArn("one")], scopes }]);
});
