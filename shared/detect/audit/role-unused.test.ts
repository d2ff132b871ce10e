import { expect, test } from "@jest/globals";
import type { RoleFacts } from "../../model/role-facts.ts";
import { augersRole, seenWith } from "../../vendors/fixture.ts";
import { said } from "./fixture.ts";
import { roleUnused as rule } from "./role-unused.ts";

const at = (time: string): RoleFacts["lastUsed"] => ({ at: time, region: "us-east-1" });
const s3 = (lastAt: string | undefined): RoleFacts["services"] => [
  { service: "s3", lastAt },
  { service: "ec2", lastAt: undefined },
];

test.each<[string, Partial<RoleFacts>, string]>([
  ["yesterday", { lastUsed: at("2027-01-14T00:00:00Z") }, "clean"],
  ["89 days ago", { lastUsed: at("2026-10-18T00:00:00Z") }, "clean"],
  ["90 days ago", { lastUsed: at("2026-10-17T00:00:00Z") }, "medium role -"],
  ["never, and old", { lastUsed: "never" }, "medium role -"],
  ["never, and new", { lastUsed: "never", createdAt: "2027-01-01T00:00:00Z" }, "clean"],
  ["never, of unknown age", { lastUsed: "never", createdAt: undefined }, "unknown: last use"],
  ["nobody knows", { lastUsed: undefined }, "unknown: last use"],
  ["by its services", { lastUsed: undefined, services: s3("2027-01-14T00:00:00Z") }, "clean"],
  ["not by its services", { lastUsed: undefined, services: s3("2026-01-14T00:00:00Z") }, "medium role -"],
  ["no service at all", { lastUsed: undefined, services: s3(undefined) }, "medium role -"],
  [
    "the later of the two counts",
    { lastUsed: at("2026-01-14T00:00:00Z"), services: s3("2027-01-14T00:00:00Z") },
    "clean",
  ],
])("%s", (_, facts, expected) => expect(said(rule, seenWith([{ ...augersRole, ...facts }]))).toBe(expected));
