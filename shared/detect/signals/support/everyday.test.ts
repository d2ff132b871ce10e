import { describe, expect, test } from "@jest/globals";
import { actOf, callRecord } from "../../../vendors/watch/example-acts.ts";
import { accountSweep } from "../account-sweep.ts";
import { copyShared } from "../copy-shared.ts";
import { destruction } from "../destruction.ts";
import { kmsKeyChanged } from "../kms-key-changed.ts";
import { networkOpened } from "../network-opened.ts";
import { notebookTakeover } from "../notebook-takeover.ts";
import { ransomEncryption } from "../ransom-encryption.ts";
import { resourceHijack } from "../resource-hijack.ts";
import { rolePassed } from "../role-passed.ts";
import type { Signal } from "../signal.ts";
import { isEveryday } from "./everyday.ts";
import { judge, nobody, play } from "./fixtures.ts";

test.each([
  ["ec2", "StartInstances", true],
  ["sagemaker", "CreateTrainingJob", true],
  ["ec2", "DeleteSnapshot", false],
  ["iam", "CreateUser", false],
  ["lambda", "UpdateFunctionCode20150331v2", false],
])("%s %s: %s", (service, name, is) => expect(isEveryday(actOf(callRecord(service, name)))).toBe(is));

const role = "arn:aws:iam::111122223333:role/ml";
const machines = (count: number) => ({ instancesSet: { items: Array(count).fill({ instanceId: "i-1" }) } });
const ingress = (cidrIp: string) =>
  callRecord("ec2", "AuthorizeSecurityGroupIngress", {
    ipPermissions: { items: [{ fromPort: 443, ipRanges: { items: [{ cidrIp }] } }] },
  });
const grant = (account: string) =>
  callRecord("kms", "CreateGrant", { granteePrincipal: `arn:aws:iam::${account}:role/x` });
const volume = (more: object) => callRecord("ec2", "CreateVolume", { size: "8", ...more });
const run = (instanceType: string, change = {}) => callRecord("ec2", "RunInstances", { instanceType }, change);
const job = callRecord("sagemaker", "CreateTrainingJob", { roleArn: role });

describe("work is low without a contract, and as grave as before for a vendor", () => {
  test.each<[string, Signal, object]>([
    ["a machine", resourceHijack, run("m5.large")],
    ["a job with a role", rolePassed, job],
    [
      "a role for a service that runs no code of others",
      rolePassed,
      callRecord("firehose", "CreateDeliveryStream", { roleARN: role }),
    ],
    ["a notebook is opened", notebookTakeover, callRecord("sagemaker", "CreatePresignedDomainUrl", {})],
    ["a machine ends", destruction, callRecord("ec2", "TerminateInstances", machines(1))],
    ["an endpoint ends", destruction, callRecord("sagemaker", "DeleteEndpoint", {})],
    ["an empty disk", copyShared, volume({})],
    ["a port for the own network", networkOpened, ingress("10.0.0.0/8")],
    ["a grant within the account", kmsKeyChanged, grant("111122223333")],
  ])("%s", (_, signal, record) => {
    expect(judge(signal, record, nobody)).toMatchObject({ severity: "low" });
    expect(judge(signal, record)).toMatchObject({ severity: expect.stringMatching(/medium|high|critical/) });
  });
});

describe("what is more than work stays as grave without a contract", () => {
  test.each<[string, Signal, object, string]>([
    ["machines with accelerators", resourceHijack, run("p3.2xlarge"), "high"],
    ["five machines end", destruction, callRecord("ec2", "TerminateInstances", machines(5)), "critical"],
    ["a disk of a snapshot", copyShared, volume({ snapshotId: "snap-1" }), "medium"],
    [
      "a disk under another account's key",
      ransomEncryption,
      volume({ kmsKeyId: "arn:aws:kms:us-east-1:193672423079:key/k" }),
      "critical",
    ],
    ["a port for everybody", networkOpened, ingress("0.0.0.0/0"), "high"],
    ["a port for one outside", networkOpened, ingress("203.0.113.9/32"), "medium"],
    ["a grant to another account", kmsKeyChanged, grant("193672423079"), "critical"],
    [
      "a notebook with a role",
      rolePassed,
      callRecord("sagemaker", "CreateNotebookInstance", { roleArn: role }),
      "high",
    ],
    ["a notebook's script", notebookTakeover, callRecord("sagemaker", "UpdateNotebookInstance", {}), "high"],
  ])("%s", (_, signal, record, severity) => expect(judge(signal, record, nobody)).toMatchObject({ severity }));
});

test("work is told once a day, what is more than work each time", () => {
  expect(play(rolePassed, Array(100).fill(job), nobody)).toHaveLength(1);
  expect(play(resourceHijack, Array(3).fill(run("p3.2xlarge")), nobody)).toHaveLength(3);
  expect(play(rolePassed, Array(3).fill(job))).toHaveLength(3);
});

test("a batch of objects, after their versions were listed", () => {
  const batch = callRecord("s3", "DeleteObjects", { bucketName: "b", delete: "" });
  const listed = callRecord("s3", "ListObjectVersions", { bucketName: "b" });
  expect(play(destruction, [batch, listed, batch], nobody).map(({ severity }) => severity)).toEqual(["low", "high"]);
});

test("what a service starts for somebody is no hijack by itself", () => {
  const byService = run("p3.2xlarge", {
    userIdentity: { type: "AssumedRole", invokedBy: "autoscaling.amazonaws.com" },
  });
  expect(judge(resourceHijack, byService, nobody)).toMatchObject({ severity: "low" });
});

describe("looks without a contract", () => {
  const look = (service: string, name: string) => callRecord(service, name, {});
  const sweeps = (records: object[]) =>
    play(accountSweep, records, nobody).filter(({ severity }) => severity === "medium").length;
  const machinesOnly = (count: number) => Array.from({ length: count }, (_, n) => look("ec2", `DescribeThing${n}`));

  test("a page of the console is no sweep; nor are the roles that a template names", () => {
    expect(sweeps(machinesOnly(20))).toBe(0);
    const named = ["GetRole", "ListRolePolicies", "ListAttachedRolePolicies", "GetPolicy", "GetPolicyVersion"];
    expect(sweeps([...machinesOnly(10), ...named.map((name) => look("iam", name))])).toBe(0);
  });

  test("people, defences and money among them are, and so is everything there is", () => {
    const telling = [look("iam", "ListUsers"), look("guardduty", "ListDetectors"), look("ce", "GetCostAndUsage")];
    expect(sweeps([...machinesOnly(5), ...telling])).toBe(1);
    expect(sweeps(machinesOnly(30))).toBe(1);
  });
});
