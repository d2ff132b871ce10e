import { textAt } from "../../normalise/fields.ts";
import { actSignal } from "./support/act-signal.ts";
import { operationOf } from "./support/acts.ts";
import { operations } from "./support/operations.ts";

export const instanceSecretsRead = actSignal({
  id: "instance-secrets-read",
  severity: "high",
  why: "Passwords, user data, console output and functions' settings often hold credentials, and tell how to get onto a machine.",
  blind: "What they hold. Files on a machine are not in CloudTrail.",
  falsePositives: "A scanner or a deployment tool: declare ec2, lambda, … among its services.",
  attack: ["T1552", "T1580"],
  needs: "management",
  operations: operations({
    high: {
      ec2: ["GetPasswordData", "DescribeInstanceAttribute"],
      lightsail: ["GetInstanceAccessDetails", "GetRelationalDatabaseMasterUserPassword"],
      redshift: ["GetClusterCredentials", "GetClusterCredentialsWithIAM"],
      acm: ["ExportCertificate"],
    },
    medium: {
      ec2: ["GetLaunchTemplateData", "GetConsoleOutput", "GetConsoleScreenshot"],
      appsync: ["ListApiKeys", "GetIntrospectionSchema"],
    },
    low: {
      lambda: ["GetFunction", "GetFunctionConfiguration"],
      ecr: ["GetAuthorizationToken"],
      "acm-pca": ["GetCertificate"],
    },
  }),
  look: ({ act }) => {
    const isAttribute = operationOf(act) === "DescribeInstanceAttribute";
    return isAttribute && textAt(act.request, "attribute") !== "userData" ? undefined : {};
  },
});
