import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { signals } from "#shared/detect/signals/index.ts";
import type { Operations } from "#shared/detect/signals/support/operations.ts";
import { callRecord, seenOf, settingsWith, vendorSettings } from "#shared/vendors/watch/example-acts.ts";

/** Every operation that a signal lists, so that hostile parameters reach the code that reads them. */
const listed = signals.flatMap((signal) =>
  "operations" in signal
    ? [...(signal.operations as Operations)].flatMap(([service, names]) =>
        [...names.keys()].map((name) => `${service} ${name}`),
      )
    : [],
);
const events = fc.constantFrom(
  ...listed,
  "s3 GetObject",
  "s3 CopyObject",
  "iam CreateRole",
  "sts AssumeRole",
  "ec2 RunInstances",
);

const secret = "SECRET-THAT-NOBODY-MAY-SEE";
const secretKeys = [
  "secretAccessKey",
  "sessionToken",
  "externalId",
  "SecretString",
  "secretString",
  "secretBinary",
  "password",
  "masterUserPassword",
  "newPassword",
  "oldPassword",
  "privateKey",
  "userData",
];
/** Keys that signals read, with values of every type, and secrets under the keys where AWS has them. */
const readKeys = [
  "userName",
  "roleName",
  "bucketName",
  "key",
  "name",
  "policy",
  "policyDocument",
  "assumeRolePolicyDocument",
  "bucketPolicy",
  "principal",
  "attribute",
  "attributes",
  "withDecryption",
  "names",
  "secretId",
  "roleArn",
  "role",
  "launchPermission",
  "createVolumePermission",
  "valuesToAdd",
  "ReplicationConfiguration",
  "LifecycleConfiguration",
  "VersioningConfiguration",
  "AccessControlPolicy",
  "x-amz-acl",
  "x-amz-copy-source",
  "ipPermissions",
  "cidrIp",
  "instancesSet",
  "instanceType",
  "omitted",
  "state",
  "status",
  "granteePrincipal",
  "kmsKeyId",
];
const { tree: value } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue({ maxDepth: 2 }),
    tie("object"),
    fc.array(tie("tree"), { maxLength: 3 }),
  ),
  object: fc.dictionary(
    fc.constantFrom(...readKeys, "__proto__", "constructor", "items", "add", "Rule", "Grant"),
    tie("tree"),
    { maxKeys: 4 },
  ),
}));
const fields = fc
  .tuple(fc.dictionary(fc.constantFrom(...readKeys), value, { maxKeys: 6 }), fc.subarray(secretKeys))
  .map(([object, keys]) => ({
    ...object,
    ...Object.fromEntries(keys.map((key) => [key, secret])),
    credentials: { secretAccessKey: secret, sessionToken: secret },
  }));
const records = fc.record({
  request: fields,
  response: fields,
  additional: fields,
  errorCode: fc.option(fc.constantFrom("AccessDenied", "Client.UnauthorizedOperation", "NoSuchBucket"), {
    nil: undefined,
  }),
});

const settings = [
  settingsWith({}),
  vendorSettings(),
  vendorSettings({
    bucket: { create: "vendor", pattern: "auger-*" },
    services: ["s3", "iam", "ec2"],
    secrets: ["arn:aws:ssm:*:*:parameter/*"],
  }),
];

describe("whatever a record holds", () => {
  test("no signal fails, and none says a secret", () => {
    fc.assert(
      fc.property(
        events,
        records,
        fc.constantFrom(...settings),
        fc.constantFrom("session", "chained", "minted"),
        (event, record, which, how) => {
          const [service = "", name = ""] = event.split(" ");
          const { request, response, additional, errorCode } = record;
          const seen = seenOf(
            callRecord(service, name, request, {
              responseElements: response,
              additionalEventData: additional,
              errorCode,
            }),
            { settings: which, how: how as "session" },
          );
          for (const signal of signals) {
            const said = signal.detect(seen) ?? [];
            signal.severityOf?.(seen);
            for (const detail of said) {
              expect(detail).not.toContain(secret);
              expect(detail).not.toMatch(/\p{C}/u);
              expect(detail.length).toBeLessThan(1_500);
            }
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test("deeply nested parameters are cut off, and do not end the process", () => {
    let nest: unknown = { roleArn: "arn:aws:iam::111122223333:role/x" };
    for (let depth = 0; depth < 20_000; depth++) nest = { a: nest };
    const seen = seenOf(callRecord("sagemaker", "CreateDomain", { nest }), { settings: settingsWith({}) });
    for (const signal of signals) expect(() => signal.detect(seen)).not.toThrow();
  });
});
