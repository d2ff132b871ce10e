import type { VendorContract } from "../../../infra/index.ts";

/** The vendors of the matrix, each with the part of a contract that it is there for. */

export const account = "000000000000";
export const regions = ["us-east-1", "eu-west-1"];
const role = `arn:aws:iam::${account}:role`;

export const passable = `${role}/training/trainer-jobs`;
export const hub = `${role}/trainer-hub`;
export const secret = "trainer/token";

export const contracts = {
  auger: {
    accounts: ["999988887777"],
    bucket: [
      { bucket: "auger-acmeorg", access: "write", create: true },
      { bucket: "lake", prefix: "exports/" },
      { bucket: "lake", prefix: "auger/", access: "write" },
    ],
    sourceIps: ["198.51.100.0/24"],
    roleSessionName: "^auger-",
    sessionTags: ["job"],
  },
  traced: {
    accounts: ["888877776666"],
    externalId: "traced-8d1f9c",
    bucket: "traced-data",
    sourceIdentity: "^traced-",
  },
  gone: { accounts: ["888877776666"], externalId: "gone-8d1f9c", bucket: "gone-data", expires: "2020-12-31" },
  trainer: {
    accounts: ["777766665555"],
    externalId: "trainer-8d1f9c",
    bucket: { create: "vendor", pattern: "trainer-*" },
    services: ["s3", "lambda", "ec2", "secretsmanager"],
    passRoles: [passable],
    assumes: [hub],
    secrets: [`arn:aws:secretsmanager:us-east-1:${account}:secret:${secret}-??????`],
  },
} satisfies Record<string, VendorContract>;
