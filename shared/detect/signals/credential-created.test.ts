import { assumeRecord, callRecord } from "../../vendors/watch/example-acts.ts";
import { credentialCreated } from "./credential-created.ts";
import { fires, nobody, quiet, refused, registeredFor } from "./support/fixtures.ts";

const key = callRecord("iam", "CreateAccessKey", { userName: "backdoor" });

fires(credentialCreated, [
  ["a key for a user", key, "critical", "iam CreateAccessKey on backdoor"],
  ["by somebody whom no contract covers", key, "critical", "backdoor", nobody],
  ["refused: IAM leaves the parameters out", refused(key), "high", "tried, AccessDenied"],
  ["declared", key, "low", "backdoor", registeredFor("iam")],
  [
    "a password",
    callRecord("iam", "CreateLoginProfile", { userName: "x", passwordResetRequired: false }),
    "critical",
    "on x",
  ],
  ["another's password", callRecord("iam", "UpdateLoginProfile", { userName: "x" }), "critical", "on x"],
  [
    "a key is switched on",
    callRecord("iam", "UpdateAccessKey", { status: "Active", userName: "x" }),
    "critical",
    "on x",
  ],
  ["a virtual MFA device", callRecord("iam", "CreateVirtualMFADevice", { virtualMFADeviceName: "x" }), "high", "MFA"],
  [
    "a database's password",
    callRecord("rds", "ModifyDBInstance", { dBInstanceIdentifier: "pay", masterUserPassword: "****" }),
    "high",
    "new master password",
  ],
  ["a key pair", callRecord("ec2", "CreateKeyPair", { keyName: "x" }), "high", "on x"],
  ["by a session taken from it", key, "critical", "backdoor", { how: "chained" }],
]);

quiet(credentialCreated, [
  ["a database's size", callRecord("rds", "ModifyDBInstance", { dBInstanceIdentifier: "pay", allocatedStorage: 20 })],
  ["a key is switched off", callRecord("iam", "UpdateAccessKey", { status: "Inactive", userName: "x" })],
  ["keys are listed", callRecord("iam", "ListAccessKeys", { userName: "x" })],
  ["the same name of another service", callRecord("transfer", "CreateAccessKey", { userName: "x" })],
  ["the role is taken", assumeRecord],
  ["somebody else's act on the role", key, { how: "changed" }],
]);
