import { callRecord } from "../../vendors/watch/example-acts.ts";
import { instanceSecretsRead } from "./instance-secrets-read.ts";
import { fires, quiet, registeredFor } from "./support/fixtures.ts";

const userData = callRecord("ec2", "DescribeInstanceAttribute", { attribute: "userData", instanceId: "i-1" });
const denied = { errorCode: "Client.UnauthorizedOperation", errorMessage: "You are not authorized" };

fires(instanceSecretsRead, [
  ["user data", userData, "high", "DescribeInstanceAttribute on i-1"],
  ["refused: EC2 keeps the parameters", { ...userData, ...denied }, "medium", "tried, Client.UnauthorizedOperation"],
  ["a password", callRecord("ec2", "GetPasswordData", { instanceId: "i-1" }), "high", "GetPasswordData on i-1"],
  ["a picture of the console", callRecord("ec2", "GetConsoleScreenshot", { instanceId: "i-1" }), "medium", "on i-1"],
  ["a function's settings", callRecord("lambda", "GetFunction20150331v2", { functionName: "f" }), "low", "on f"],
  ["declared", userData, "low", "i-1", registeredFor("ec2")],
]);

quiet(instanceSecretsRead, [
  [
    "another attribute",
    callRecord("ec2", "DescribeInstanceAttribute", { attribute: "instanceType", instanceId: "i-1" }),
  ],
  ["machines are listed", callRecord("ec2", "DescribeInstances", {})],
]);
