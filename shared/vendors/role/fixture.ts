import type { Contract } from "../../model/contract.ts";
import { settingsSchema } from "../../model/settings.ts";
import { contractsOf } from "../contract.ts";

export const place = { partition: "aws", account: "111122223333" };

/** For tests: the contract of a vendor whose settings are these, and otherwise right. */
export const contractWith = (change: object = {}, vendor = "auger"): Contract => {
  const settings = settingsSchema.parse({
    mode: "observe",
    region: "us-east-1",
    tags: {},
    teams: {},
    people: {},
    vendors: { [vendor]: { accounts: ["999988887777"], bucket: "auger-acmeorg", ...change } },
  });
  return contractsOf(settings, place)[0] as Contract;
};

const passRole = "arn:aws:iam::111122223333:role/training/auger-jobs";

/** Every service that has a grant, with all that it can use. */
export const everything = {
  services: ["s3", "kms", "lambda", "ec2", "eks", "sagemaker", "secretsmanager", "ssm", "sts"],
  bucket: [
    { bucket: "auger-acmeorg", access: "write" },
    { bucket: "lake", prefix: "exports/", access: "read" },
    { bucket: "lake", prefix: "auger/", access: "write" },
  ],
  passRoles: [passRole],
  assumes: ["arn:aws:iam::111122223333:role/auger-hub"],
  secrets: [
    "arn:aws:secretsmanager:us-east-1:111122223333:secret:auger/token-??????",
    "arn:aws:ssm:us-east-1:111122223333:parameter/auger/*",
  ],
  sourceIps: ["198.51.100.0/24", "2001:db8::/32"],
  roleSessionName: "^auger-",
  sourceIdentity: "^auger-",
  sessionTags: ["job"],
  expires: "2027-12-31",
};
