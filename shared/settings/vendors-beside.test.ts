import { expect, test } from "@jest/globals";
import { settingsSchema } from "../model/settings.ts";
import { problemsBeside } from "./vendors-beside.ts";
import { pathText } from "./words.ts";

const check = (one: object, two: object, [first, second] = ["auger", "other"]): string[] =>
  problemsBeside(
    settingsSchema.parse({
      mode: "observe",
      region: "us-east-1",
      tags: {},
      teams: {},
      people: {},
      vendors: {
        [first as string]: { accounts: ["999988887777"], ...one },
        [second as string]: { accounts: ["888877776666"], ...two },
      },
    }).vendors,
  ).map(({ path, message }) => `${pathText(path)}: ${message}`);

const pattern = (text: string, access = "write") => ({ bucket: { create: "vendor", pattern: text, access } });
const making = { services: ["lambda", "ec2"] };
const over = "vendors.other.bucket: a pattern means auger's buckets too; allowed: names that are its own";

test.each<[string, object, object, string[]]>([
  ["a pattern over another's bucket", { bucket: "acme-payroll" }, pattern("acme-*"), [over]],
  ["a bucket under another's pattern", pattern("acme-*"), { bucket: "acme-payroll" }, [over]],
  [
    "a pattern over what another reads",
    { bucket: [{ bucket: "acme-lake", access: "read" }] },
    pattern("acme-*", "read"),
    [over],
  ],
  ["two patterns that meet", pattern("acme-*"), pattern("acme-b*"), [over]],
  ["one pattern twice", pattern("acme-*"), pattern("acme-*"), [over]],
  ["patterns that do not meet", pattern("acme-a*"), pattern("acme-b*"), []],
  ["a pattern and another name", pattern("acme-*"), { bucket: "acmepayroll" }, []],
  [
    "one external id",
    { externalId: "8d1f9c-theirs" },
    { externalId: "8d1f9c-theirs" },
    ["vendors.other.externalId: is auger's too; allowed: one of its own"],
  ],
  ["an external id that is made for each", {}, {}, []],
])("%s", (_what, one, two, messages) => {
  expect(check(one, two)).toEqual(messages);
});

const alike = "what it makes would be named like what acme makes; allowed: a name that neither begins";

test.each<[string, string, object, object, string[]]>([
  ["acme", "Acme", {}, {}, ["vendors.Acme: is acme in other letters; allowed: another name"]],
  ["acme", "acme-eu", making, making, [`vendors.acme-eu: ${alike}`]],
  ["acme", "acme.eu", making, making, [`vendors["acme.eu"]: ${alike}`]],
  ["acme", "acme-eu", making, { services: ["lambda"], roleArn: "arn:aws:iam::111122223333:role/x" }, []],
  ["acme", "acme-eu", { services: ["ec2"] }, { services: ["ec2"] }, []],
  ["acme", "acme-eu", { services: ["eks"] }, { services: ["lambda"] }, []],
  ["acme", "acmeeu", making, making, []],
])("the names %s and %s", (first, second, one, two, messages) => {
  expect(check(one, two, [first, second])).toEqual(messages);
});
