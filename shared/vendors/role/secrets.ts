import { parseArn } from "../../model/arn.ts";
import { allow, type Grant } from "./grant.ts";

const serviceIs = (service: string) => (arn: string) => parseArn(arn)?.service === service;

const reading =
  (service: string, Sid: string, actions: readonly string[]): Grant =>
  ({ secrets }) => {
    const declared = secrets.filter(serviceIs(service));
    return declared.length === 0 ? [] : [allow(Sid, actions, declared)];
  };

/** Those that the contract names; none is listed. */
export const secretsManager = reading("secretsmanager", "ReadSecrets", ["secretsmanager:GetSecretValue"]);
export const parameters = reading("ssm", "ReadParameters", ["ssm:GetParameter", "ssm:GetParameters"]);
