import { expect, test } from "@jest/globals";
import { readPolicy } from "../../policy/read.ts";
import { reachOf } from "./reach.ts";

const policy = (...Statement: object[]) => readPolicy({ Version: "2012-10-17", Statement }, "identity");
const read = { Sid: "Read", Effect: "Allow", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::lake/*" };

test("what policies allow, and on what", () => {
  expect(reachOf({ policies: [{ name: "inline", policy: policy(read) }], boundary: "none" })).toEqual({
    grants: [
      { action: "s3:GetObject", resources: ["arn:aws:s3:::lake/*"], policy: "inline", sid: "Read", conditions: false },
    ],
    unknown: [],
  });
});

test("a boundary takes away", () => {
  const boundary = {
    arn: "arn:aws:iam::111122223333:policy/b",
    policy: policy({ Effect: "Allow", Action: "ec2:*", Resource: "*" }),
  };
  expect(reachOf({ policies: [{ name: "inline", policy: policy(read) }], boundary }).grants).toEqual([]);
});

test("what was not given is named, and is not nothing", () => {
  const attached = { name: "Admin", arn: "arn:aws:iam::aws:policy/Admin", policy: undefined };
  const boundary = { arn: "arn:aws:iam::111122223333:policy/b", policy: undefined };
  expect(reachOf({ policies: [attached], boundary })).toEqual({ grants: [], unknown: [attached.arn, boundary.arn] });
});

test("a condition is said", () => {
  const limited = { ...read, Condition: { IpAddress: { "aws:SourceIp": "198.51.100.0/24" } } };
  expect(
    reachOf({ policies: [{ name: "inline", policy: policy(limited) }], boundary: undefined }).grants,
  ).toMatchObject([{ conditions: true }]);
});
