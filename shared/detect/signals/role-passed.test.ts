import { callRecord } from "../../vendors/watch/example-acts.ts";
import { rolePassed } from "./role-passed.ts";
import { contractWith, fires, nobody, quiet, registeredFor } from "./support/fixtures.ts";

const role = "arn:aws:iam::111122223333:role/ml-training";
const notebook = callRecord("sagemaker", "CreateNotebookInstance", { notebookInstanceName: "n", roleArn: role });
const declared = { services: ["s3", "sagemaker"], passRoles: ["arn:aws:iam::111122223333:role/ml-*"] };

fires(rolePassed, [
  ["to a notebook", notebook, "high", `hands over ${role}`],
  ["by somebody whom no contract covers", notebook, "high", role, nobody],
  [
    "to a domain, deep in the request",
    callRecord("sagemaker", "CreateDomain", { defaultUserSettings: { executionRole: role } }),
    "high",
    role,
  ],
  ["to a function", callRecord("lambda", "CreateFunction20150331", { role }), "high", role],
  [
    "to a machine",
    callRecord("ec2", "RunInstances", { iamInstanceProfile: { arn: role.replace("role/", "instance-profile/") } }),
    "high",
    "instance-profile/ml-training",
  ],
  ["in a list", callRecord("ecs", "RunTask", { overrides: { containers: [{ taskRoleArn: role }] } }), "high", role],
  [
    "EC2 keeps the parameters of a refused call",
    {
      ...callRecord("ec2", "RunInstances", { iamInstanceProfile: { arn: role } }),
      errorCode: "Client.UnauthorizedOperation",
    },
    "medium",
    role,
  ],
  ["the service is declared, no role is listed", notebook, "low", role, registeredFor("sagemaker")],
  [
    "another than those listed",
    callRecord("sagemaker", "CreateModel", { executionRoleArn: "arn:aws:iam::111122223333:role/admin" }),
    "high",
    "role/admin",
    contractWith(declared),
  ],
]);

quiet(rolePassed, [
  ["one of those listed", notebook, contractWith(declared)],
  ["an AssumeRole hands nothing over", callRecord("sts", "AssumeRole", { roleArn: role })],
  ["IAM names roles", callRecord("iam", "AddRoleToInstanceProfile", { roleArn: role })],
  ["a role's name that is no ARN", callRecord("sagemaker", "CreateNotebookInstance", { roleArn: "ml-training" })],
  ["it is only read", callRecord("sagemaker", "DescribeNotebookInstance", { roleArn: role })],
]);
