import { describe, expect, test } from "@jest/globals";
import { contractWith, everything } from "./fixture.ts";
import { roleProblems } from "./problems.ts";

const problems = (change: object, vendor?: string) =>
  roleProblems(contractWith(change, vendor)).map(({ path, message }) => `${path}: ${message}`);

test.each([
  ["little", {}],
  ["everything", everything],
  ["a value of the vendor's", { externalId: "8d1f9c" }],
  [
    "roles under its own path",
    { services: ["ec2"], bucket: undefined, passRoles: ["arn:aws:iam::111122223333:role/vendor/auger/jobs-*"] },
  ],
  ["five accounts", { accounts: Array.from({ length: 5 }, (_, i) => `99998888777${i}`) }],
])("a contract of %s is right", (_what, change) => {
  expect(problems(change)).toEqual([]);
});

describe("one thing wrong", () => {
  const role = "arn:aws:iam::111122223333:role/";
  const secret = "arn:aws:secretsmanager:us-east-1:111122223333:secret:";
  test.each<[object, string]>([
    [{ services: ["s3", "athena"] }, 'services[1]: "athena": no grant is known for it; allowed: ec2, eks, '],
    [{ services: ["s3", "constructor"] }, 'services[1]: "constructor": no grant'],
    [{ services: ["s3", "ec2"], passRoles: [`${role}*`] }, "passRoles[0]: "],
    [{ services: ["s3", "ec2"], passRoles: ["arn:aws:iam::111122223333:user/x-y-z"] }, "passRoles[0]: "],
    [{ passRoles: [`${role}training`] }, "passRoles: no service takes a role; allowed: with one of ec2, eks"],
    [{ assumes: [`${role}a*`] }, "assumes[0]: "],
    [{ assumes: [`${role}sagewarden/sagewarden-enforce-tags`] }, "means roles of Sagewarden too; allowed: others"],
    [{ assumes: ["arn:aws:iam::*:role/sag*"] }, "means roles of Sagewarden too; allowed: others"],
    [{ services: ["s3", "ec2"], passRoles: [`${role}sagewarden/*`] }, "passRoles[0]: "],
    [
      { assumes: [`${role}vendor/other/vendor-other`] },
      "means roles of other vendors too; allowed: under /vendor/auger/",
    ],
    [{ assumes: [`${role}vendor/*`] }, "means roles of other vendors too"],
    [{ services: ["s3", "ec2"], passRoles: [`${role}\${aws:PrincipalTag/job}`] }, "passRoles[0]: "],
    [
      { services: ["s3", "secretsmanager"], secrets: [`${secret}\${aws:PrincipalTag/job}`] },
      "allowed: a secret's or parameter's ARN",
    ],
    [{ bucket: "sagewardentrail-bucket83908e77-x" }, "bucket: means buckets of Sagewarden too (sagewarden*)"],
    [{ bucket: { create: "vendor", pattern: "sage*" } }, "bucket: means buckets of Sagewarden too (sagewarden*)"],
    [{ secrets: [`${secret}auger/token-??????`] }, "allowed: with secretsmanager in services"],
    [{ services: ["s3", "secretsmanager"], secrets: [`${secret}*`] }, "allowed: a secret's or parameter's ARN"],
    [
      { services: ["s3", "secretsmanager"], secrets: [`${secret}sag*`] },
      "means secrets of Sagewarden too; allowed: others",
    ],
    [{ sourceIps: ["198.51.100.0/24", "10.0.0.0/8"] }, 'sourceIps[1]: "10.0.0.0/8": addresses that nobody'],
    [{ sessionTags: ["sagewarden:vendor"] }, "sessionTags[0]: "],
    [{ sessionTags: ["job", "Job"] }, 'sessionTags[1]: "Job": is there already'],
    [{ sessionTags: ["job*"] }, "sessionTags[0]: "],
    [{ externalId: "AUGER" }, "externalId: can be guessed"],
    [{ externalId: "999988887777" }, "externalId: can be guessed"],
    [{ externalId: "12345" }, "externalId: can be guessed"],
    [{ regions: ["us-east-1", "cn-north-1"] }, 'regions[1]: "cn-north-1": another partition'],
    [
      { accounts: Array.from({ length: 60 }, (_, i) => `9999888877${10 + i}`) },
      "accounts: the role's trust would have ",
    ],
    [
      { bucket: Array.from({ length: 30 }, (_, i) => ({ bucket: `lake-${i}`, prefix: `${"p".repeat(60)}/` })) },
      "bucket: the role's permissions would have ",
    ],
  ])("%j", (change, expected) => {
    const found = problems(change);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toContain(expected);
  });
});

test("the external id itself is never repeated", () => {
  expect(problems({ externalId: "Auger" }).join()).not.toContain("Auger");
});
