import type { Contract } from "../../model/contract.ts";
import { ec2 } from "./ec2.ts";
import { eks } from "./eks.ts";
import type { Grant } from "./grant.ts";
import { kms } from "./kms.ts";
import { lambda } from "./lambda.ts";
import type { RolePlace, StatementJson } from "./policy-json.ts";
import { assuming, passing } from "./roles.ts";
import { s3 } from "./s3.ts";
import { sagemaker } from "./sagemaker.ts";
import { parameters, secretsManager } from "./secrets.ts";

/** Declared service -> what it needs. Another service has no grant here: its role is somebody else's work. */
export const grants: Readonly<Record<string, Grant>> = {
  ec2,
  eks,
  kms,
  lambda,
  s3,
  sagemaker,
  secretsmanager: secretsManager,
  ssm: parameters,
  // Only for `assumes`: who calls STS with the vendor's session needs nothing for the rest of it.
  sts: () => [],
};

/** All that the contract allows. */
export const allowed = (contract: Contract, place: RolePlace): readonly StatementJson[] => [
  ...contract.services
    .flatMap((service) => (Object.hasOwn(grants, service) ? grants[service] : undefined) ?? [])
    .flatMap((grant) => grant(contract, place)),
  ...passing(contract, place),
  ...assuming(contract, place),
];
