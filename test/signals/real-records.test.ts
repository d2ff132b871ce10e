import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { PoisonRecord } from "#shared/model/errors.ts";
import type { VendorAct } from "#shared/model/vendor-act.ts";
import { readVendorAct } from "#shared/normalise/vendor-act.ts";
import { contractsOf } from "#shared/vendors/contract.ts";
import { settingsWith } from "#shared/vendors/watch/example-acts.ts";
import { emptyState } from "#shared/vendors/watch/state.ts";
import { watch } from "#shared/vendors/watch/watch.ts";

const path = new URL("../../../shared/data/cloudtrail-real.jsonl", import.meta.url);
const isThere = existsSync(path);
if (!isThere) console.warn("test/signals/real-records: ../shared/data/cloudtrail-real.jsonl is not there");

const settings = settingsWith({});

const readable = (record: unknown): VendorAct[] => {
  try {
    return [readVendorAct(record)].filter((act) => act !== undefined);
  } catch (error) {
    if (error instanceof PoisonRecord) return [];
    throw error;
  }
};

/** Each record by itself, its principal as a vendor whom nobody registered. */
const judge = (record: unknown) => {
  return readable(record).flatMap((act) => {
    const role = act.principal.session?.roleArn ?? act.principal.arn ?? "somebody";
    const watched = { role, how: "session" as const, contract: undefined, registered: false };
    const said = watch({ act, watched, state: emptyState(role), settings }).signals;
    return said.map(({ signal, severity, detail }) => ({
      event: `${act.service} ${act.eventName}`,
      failed: act.errorCode !== undefined,
      signal,
      severity,
      detail,
    }));
  });
};

const lines = isThere
  ? readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => line !== "")
  : [];
const records = lines.map((line) => JSON.parse(line).event as Record<string, unknown>);
const said = records.flatMap(judge);
const of = (event: string) =>
  said.filter((one) => one.event === event).map(({ signal, severity }) => `${signal} ${severity}`);

const isPlain = (type: string): boolean => type === "IAMUser" || type === "AssumedRole";

/** Values that must never be told. */
const secretsIn = (value: unknown): string[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === "string" &&
    inner.length > 5 &&
    /secretAccessKey|sessionToken|externalId|secretString|password/i.test(key)
      ? [inner]
      : secretsIn(inner),
  );
};

(isThere ? describe : describe.skip)("recorded by others", () => {
  test.each([
    ["iam CreateAccessKey", "credential-created high"],
    ["iam CreateAccessKey", "credential-created critical"],
    ["iam AttachUserPolicy", "permission-raised high"],
    ["iam UpdateAssumeRolePolicy", "permission-raised high"],
    ["iam CreateSAMLProvider", "federation-made critical"],
    ["sts GetFederationToken", "token-minted medium"],
    ["lambda UpdateFunctionCode20150331v2", "code-execution high"],
    ["ssm SendCommand", "code-execution high"],
    ["sagemaker CreateNotebookInstance", "role-passed high"],
    ["secretsmanager GetSecretValue", "secret-read medium"],
    ["ssm GetParameters", "secret-read medium"],
    ["ec2 GetPasswordData", "instance-secrets-read medium"],
    ["rds ModifyDBSnapshotAttribute", "copy-shared medium"],
    ["cloudtrail StopLogging", "logging-disabled high"],
    ["guardduty DeleteDetector", "logging-disabled high"],
    ["ec2 DeleteFlowLogs", "logging-disabled high"],
    ["organizations LeaveOrganization", "organization-exit high"],
    ["rds DeleteDBCluster", "destruction critical"],
    ["s3 DeleteBucket", "destruction critical"],
    ["s3 PutBucketPolicy", "resource-opened medium"],
    ["ec2 AuthorizeSecurityGroupIngress", "network-opened low"],
    ["iam ListUsers", "account-sweep low"],
    ["s3 ListBuckets", "bucket-sweep low"],
  ])("%s: %s", (event, expected) => expect(of(event)).toContain(expected));

  test.each([
    ["glue PutResourcePolicy", "resource-opened", "everybody of one organisation"],
    ["s3 PutBucketVersioning", "destruction", "versions are switched on"],
    ["ec2 ModifySnapshotAttribute", "copy-shared", "a permission is taken away"],
    ["iam CreateRole", "foreign-trust-written", "a service is trusted"],
    ["cloudsearch CreateDomain", "notebook-takeover", "another service's domain"],
    ["route53profiles CreateProfile", "federation-made", "another service's profile"],
  ])("near-miss: %s is no %s: %s", (event, signal) => {
    const [service, name] = event.split(" ");
    expect(records.map(({ eventName, eventSource }) => `${eventSource} ${eventName}`)).toContain(
      `${service}.amazonaws.com ${name}`,
    );
    expect(of(event).filter((one) => one.startsWith(`${signal} `))).toEqual([]);
  });

  test("two hundred and more acts of an administrator, whose contract names the services, are low at most", () => {
    const acts = records
      .flatMap(readable)
      .filter(
        ({ principal, errorCode, service }) => isPlain(principal.type) && errorCode === undefined && service !== "sts",
      );
    const work = acts.filter(({ principal }) => principal.account === "999999999999");
    expect(work.length).toBeGreaterThan(200);
    const services = [...new Set(work.map(({ service }) => service))];
    const regions = [...new Set(work.map(({ region }) => region))];
    const role = "arn:aws:iam::999999999999:role/ci";
    const covered = settingsWith({
      ci: { accounts: ["111100001111"], roleArn: role, services, regions, expects: ["console-use"] },
    });
    const [contract] = contractsOf(covered, { partition: "aws", account: "999999999999" });
    const watched = { role, how: "session" as const, contract, registered: true };
    const grave = work
      .flatMap((act) => watch({ act, watched, state: emptyState(role), settings: covered }).signals)
      .filter(({ severity }) => severity !== "low" && severity !== "info");
    expect(grave.map(({ signal, detail }) => `${signal}: ${detail}`)).toEqual([]);
  });

  test("nothing that failed is told as if it had been done", () => {
    expect(said.filter(({ failed, severity }) => failed && severity === "critical")).toEqual([]);
  });

  test("no detail holds a secret of the records", () => {
    const secrets = [...new Set(records.flatMap(secretsIn))];
    expect(secrets.length).toBeGreaterThan(0);
    const details = said.map(({ detail }) => detail).join("\n");
    expect(secrets.filter((secret) => details.includes(secret))).toEqual([]);
  });
});
