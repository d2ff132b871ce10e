import type { Contract } from "../../model/contract.ts";
import { endOf, regionsWithGlobal } from "./limits.ts";
import type { Conditions, StatementJson } from "./policy-json.ts";

const deny = (Sid: string, Condition: Conditions): StatementJson => ({
  Sid,
  Effect: "Deny",
  Action: ["*"],
  Resource: ["*"],
  Condition,
});

/**
 * What must hold for every call, whoever allows it: a bucket's own policy cannot get around a Deny. Live sessions end with
 * the contract, since policies are asked at each call.
 *
 * `aws:SourceIp` is the service's where a service calls with the vendor's session (EC2 asks KMS for a volume's key):
 * `aws:ViaAWSService` lets these through, as the vendor's own call that led to them was judged.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-ip.html
 */
export const guards = (contract: Contract): readonly StatementJson[] => {
  const end = endOf(contract);
  return [
    deny("TlsOnly", { Bool: { "aws:SecureTransport": "false" } }),
    deny("RegionsOfTheContract", { StringNotEquals: { "aws:RequestedRegion": regionsWithGlobal(contract) } }),
    ...(contract.sourceIps.length === 0
      ? []
      : [
          deny("AddressesOfTheContract", {
            NotIpAddress: { "aws:SourceIp": contract.sourceIps },
            Bool: { "aws:ViaAWSService": "false" },
          }),
        ]),
    ...(end === undefined ? [] : [deny("EndOfTheContract", { DateGreaterThanEquals: { "aws:CurrentTime": end } })]),
  ];
};
