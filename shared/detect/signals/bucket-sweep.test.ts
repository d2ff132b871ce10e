import { expect, test } from "@jest/globals";
import { callRecord } from "../../vendors/watch/example-acts.ts";
import { bucketSweep } from "./bucket-sweep.ts";
import { contractWith, nobody, play, quiet } from "./support/fixtures.ts";

const all = callRecord("s3", "ListBuckets", { Host: "s3.amazonaws.com" });
const ask = (bucketName: string, eventName = "GetBucketPolicy") => callRecord("s3", eventName, { bucketName });

test("all buckets are listed: low; five are asked about: medium, once", () => {
  const asked = ["a", "b", "c", "d", "e", "f"].map((name) => ask(name));
  expect(play(bucketSweep, [all, ...asked])).toEqual([
    { index: 0, severity: "low", details: ["it listed all buckets of the account"] },
    { index: 4, severity: "medium", details: [expect.stringContaining("5 buckets")] },
  ]);
});

test("one bucket asked in many ways is one", () => {
  const ways = [
    "GetBucketAcl",
    "GetBucketPolicy",
    "GetBucketVersioning",
    "GetBucketLogging",
    "ListObjects",
    "GetBucketTagging",
  ];
  expect(
    play(
      bucketSweep,
      ways.map((way) => ask("a", way)),
      nobody,
    ),
  ).toEqual([]);
});

test("refused questions count", () => {
  const asked = ["a", "b", "c", "d", "e"].map((name) => ({ ...ask(name), errorCode: "AccessDenied" }));
  expect(play(bucketSweep, asked)).toHaveLength(1);
});

test("a scanner's contract names s3 and no bucket", () => {
  const asked = ["a", "b", "c", "d", "e"].map((name) => ask(name));
  expect(play(bucketSweep, [all, ...asked], contractWith({ bucket: undefined }))).toEqual([]);
});

quiet(bucketSweep, [
  ["its own bucket", ask("auger-acmeorg")],
  ["one other", ask("a")],
  ["Lightsail has buckets too", callRecord("lightsail", "GetBuckets", {})],
]);
