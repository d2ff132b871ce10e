import { callRecord } from "../../vendors/watch/example-acts.ts";
import { codeExecution } from "./code-execution.ts";
import { fires, quiet, refused, registeredFor } from "./support/fixtures.ts";

const code = callRecord("lambda", "UpdateFunctionCode20150331v2", { functionName: "pay", publish: true });
const command = callRecord("ssm", "SendCommand", {
  documentName: "AWS-RunShellScript",
  instanceIds: ["i-0123456789abcdef0"],
  parameters: "HIDDEN_DUE_TO_SECURITY_REASONS",
});
const attribute = (request: object) => callRecord("ec2", "ModifyInstanceAttribute", { instanceId: "i-1", ...request });

fires(codeExecution, [
  ["a function's code, as CloudTrail spells it", code, "critical", "lambda UpdateFunctionCode on pay"],
  ["a new function", callRecord("lambda", "CreateFunction20150331", { functionName: "f" }), "critical", "on f"],
  [
    "an extension",
    callRecord("lambda", "UpdateFunctionConfiguration20150331v2", { functionName: "f", layers: [] }),
    "critical",
    "on f",
  ],
  ["a command", command, "critical", "ssm SendCommand"],
  ["a shell", callRecord("ssm", "StartSession", { target: "i-1" }), "critical", "StartSession"],
  [
    "a key for a machine",
    callRecord("ec2-instance-connect", "SendSSHPublicKey", { instanceId: "i-1" }),
    "critical",
    "on i-1",
  ],
  ["user data", attribute({ userData: "<sensitiveDataRemoved>" }), "critical", "ModifyInstanceAttribute on i-1"],
  ["code at the edge", callRecord("cloudfront", "PublishFunction2020_05_31", { name: "f" }), "high", "on f"],
  [
    "a way in from the web",
    callRecord("apigateway", "CreateIntegration", { apiId: "a" }),
    "medium",
    "CreateIntegration",
  ],
  ["a stack", callRecord("cloudformation", "CreateStack", { stackName: "s" }), "critical", "on s"],
  ["refused", refused(code), "high", "AccessDenied"],
  ["declared", code, "low", "pay", registeredFor("lambda")],
]);

quiet(codeExecution, [
  ["a machine's size", attribute({ instanceType: { value: "m5.large" } })],
  ["its protection, in the older form", attribute({ attribute: "disableApiTermination", value: "true" })],
  ["SageMaker has sessions too", callRecord("sagemaker", "StartSession", {})],
  ["a function is read", callRecord("lambda", "GetFunction20150331v2", { functionName: "f" })],
  ["Amplify has functions of that kind no more", callRecord("amplify", "CreateFunction", { name: "f" })],
]);
