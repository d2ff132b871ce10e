import { callRecord, vendorIdentity } from "../../vendors/watch/example-acts.ts";
import { kmsKeyChanged } from "./kms-key-changed.ts";
import { fires, quiet, refused, registeredFor } from "./support/fixtures.ts";

const grant = (granteePrincipal: string, change: object = {}) =>
  callRecord("kms", "CreateGrant", { keyId: "k", granteePrincipal, operations: ["Decrypt"] }, change);
const policy = (principal: string) =>
  callRecord("kms", "PutKeyPolicy", {
    keyId: "k",
    policyName: "default",
    policy: JSON.stringify({
      Statement: [{ Effect: "Allow", Principal: { AWS: principal }, Action: "kms:*", Resource: "*" }],
    }),
  });

fires(kmsKeyChanged, [
  [
    "a key is to be deleted",
    callRecord("kms", "ScheduleKeyDeletion", { keyId: "k", pendingWindowInDays: 7 }),
    "critical",
    "on k",
  ],
  ["refused", refused(callRecord("kms", "DisableKey")), "high", "AccessDenied"],
  ["a grant", grant("arn:aws:iam::111122223333:role/x"), "high", "CreateGrant on k"],
  ["a grant, declared", grant("arn:aws:iam::111122223333:role/x"), "low", "on k", registeredFor("kms")],
  [
    "a grant for another account, though kms is declared",
    grant("arn:aws:iam::193672423079:root"),
    "critical",
    "admits 193672423079",
    registeredFor("kms"),
  ],
  ["a policy for another account", policy("arn:aws:iam::193672423079:root"), "critical", "193672423079"],
  ["a policy for ourselves", policy("arn:aws:iam::111122223333:root"), "high", "PutKeyPolicy"],
]);

quiet(kmsKeyChanged, [
  [
    "a service grants itself what the call needs",
    grant("arn:aws:sts::111122223333:assumed-role/x/y", {
      userIdentity: { ...vendorIdentity, invokedBy: "ec2.amazonaws.com" },
    }),
  ],
  ["data is decrypted", callRecord("kms", "Decrypt", {})],
]);
