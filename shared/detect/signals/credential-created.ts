import { textAt } from "../../normalise/fields.ts";
import { actSignal } from "./support/act-signal.ts";
import { operationOf } from "./support/acts.ts";
import { operations } from "./support/operations.ts";

export const credentialCreated = actSignal({
  id: "credential-created",
  severity: "critical",
  why: "A key, a password or a user that the vendor's session made outlives the session and the role: revoking the role no longer ends the access. It is the first thing that most recorded intruders do.",
  blind:
    "Credentials of services with their own users (databases, Kafka, Grafana) are not told by IAM. Key pairs imported into a running machine by a command are not seen.",
  falsePositives:
    "A vendor that provisions users: declare iam (or the service) among its services, which lowers it to low, or expect the signal.",
  attack: ["T1098", "T1098.001", "T1098.004", "T1136.003", "T1078.004", "T1556", "T1556.006"],
  needs: "management",
  operations: operations({
    critical: {
      iam: [
        "CreateAccessKey",
        "CreateUser",
        "CreateLoginProfile",
        "UpdateLoginProfile",
        "AddUserToGroup",
        "CreateServiceSpecificCredential",
        "ResetServiceSpecificCredential",
        "UploadSSHPublicKey",
        "UploadSigningCertificate",
        "UpdateAccessKey",
        "ChangePassword",
      ],
      identitystore: ["CreateUser", "CreateGroupMembership"],
      "sso-directory": ["CreateUser", "AddMemberToGroup", "CreateBearerToken", "UpdatePassword"],
    },
    high: {
      iam: [
        "CreateVirtualMFADevice",
        "EnableMFADevice",
        "DeactivateMFADevice",
        "DeleteVirtualMFADevice",
        "CreateGroup",
      ],
      "sso-directory": ["CreateGroup"],
      ec2: ["CreateKeyPair", "ImportKeyPair"],
      lightsail: ["CreateKeyPair", "ImportKeyPair", "DownloadDefaultKeyPair"],
      appsync: ["CreateApiKey"],
      transfer: ["CreateUser", "ImportSshPublicKey"],
      rds: ["ModifyDBInstance", "ModifyDBCluster"],
    },
  }),
  look: ({ act }) => {
    if (act.service === "rds")
      return "masterUserPassword" in act.request ? { note: "a new master password" } : undefined;
    return operationOf(act) === "UpdateAccessKey" && textAt(act.request, "status") === "Inactive" ? undefined : {};
  },
});
