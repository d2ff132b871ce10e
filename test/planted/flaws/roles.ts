import { allow, ourAccount } from "../parts.ts";
import { allowing, declaring, type Flaw, passTo } from "./flaw.ts";

const anyFunction = `arn:aws:lambda:us-east-1:${ourAccount}:function:*`;
const lambda = ["lambda:CreateFunction", "lambda:InvokeFunction"];

/** Other roles taken, handed on or taken over. */
export const roleFlaws: readonly Flaw[] = [
  allowing("any role taken", () => [allow("sts:AssumeRole")], "assume-role-too-wide"),
  allowing(
    "any role of the account taken",
    () => [allow("sts:*", `arn:aws:iam::${ourAccount}:role/*`)],
    "assume-role-too-wide",
  ),
  allowing(
    "a role that the contract does not name",
    () => [allow("sts:AssumeRole", `arn:aws:iam::${ourAccount}:role/loader`)],
    "assume-role-too-wide",
  ),
  declaring(
    { services: ["s3", "lambda"] },
    allowing(
      "any role to its functions",
      () => [allow([...lambda, "iam:PassRole"])],
      "privilege-escalation",
      "pass-role-too-wide",
    ),
  ),
  declaring(
    { services: ["s3", "ec2"] },
    allowing(
      "any role to its instances",
      () => [allow("ec2:RunInstances"), allow("iam:PassRole", "*", passTo("ec2"))],
      "privilege-escalation",
      "pass-role-too-wide",
    ),
  ),
  declaring(
    { services: ["s3", "lambda"] },
    {
      ...allowing(
        "the administrator's role to its functions",
        ({ vendor }) => [
          allow(lambda),
          allow("iam:PassRole", `arn:aws:iam::${ourAccount}:role/admin-${vendor}`, passTo("lambda")),
        ],
        "privilege-escalation",
        "pass-role-too-wide",
      ),
      break: ({ vendor, inline, boundary, contract }) => ({
        contract: { ...contract, services: ["s3", "lambda"] },
        inline: {
          ...inline,
          extra: [
            allow(lambda),
            allow("iam:PassRole", `arn:aws:iam::${ourAccount}:role/admin-${vendor}`, passTo("lambda")),
          ],
        },
        boundary: [...(boundary ?? []), allow("*")],
        others: [
          {
            name: `admin-${vendor}`,
            inline: [allow("*")],
            trust: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
          },
        ],
      }),
    },
  ),
  declaring(
    { passRoles: [`arn:aws:iam::${ourAccount}:role/acme-training`] },
    allowing(
      "another role than the declared",
      () => [allow("iam:PassRole", `arn:aws:iam::${ourAccount}:role/other`, passTo("ec2"))],
      "pass-role-too-wide",
    ),
  ),
  declaring(
    { services: ["s3", "lambda"] },
    allowing(
      "everybody's functions rewritten",
      () => [allow("lambda:UpdateFunctionCode", anyFunction)],
      "privilege-escalation",
    ),
  ),
  declaring(
    { services: ["s3", "ssm"] },
    allowing("commands on every instance", () => [allow("ssm:SendCommand")], "privilege-escalation"),
  ),
  declaring(
    { services: ["s3", "sagemaker"] },
    allowing(
      "everybody's Studio",
      () => [
        allow("sagemaker:CreatePresignedDomainUrl", `arn:aws:sagemaker:us-east-1:${ourAccount}:user-profile/d-abc/*`),
      ],
      "privilege-escalation",
    ),
  ),
  declaring(
    { services: ["s3", "sagemaker"] },
    allowing(
      "any role to an AutoML job",
      () => [allow(["sagemaker:CreateAutoMLJobV2", "iam:PassRole"])],
      "privilege-escalation",
      "pass-role-too-wide",
    ),
  ),
  declaring(
    { services: ["s3", "sagemaker"] },
    allowing(
      "any role to a pipeline",
      () => [allow(["sagemaker:CreatePipeline", "sagemaker:StartPipelineExecution", "iam:PassRole"])],
      "privilege-escalation",
      "pass-role-too-wide",
    ),
  ),
  declaring(
    { services: ["s3", "sagemaker"] },
    allowing(
      "any role to a model",
      () => [
        allow(["sagemaker:CreateModel", "sagemaker:CreateEndpointConfig", "sagemaker:CreateEndpoint", "iam:PassRole"]),
      ],
      "privilege-escalation",
      "pass-role-too-wide",
    ),
  ),
  declaring(
    { services: ["s3", "sagemaker"] },
    allowing(
      "any role to a user profile",
      () => [allow(["sagemaker:CreateUserProfile", "sagemaker:CreateApp", "iam:PassRole"])],
      "privilege-escalation",
      "pass-role-too-wide",
    ),
  ),
];
