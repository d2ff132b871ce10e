import { callRecord } from "../../vendors/watch/example-acts.ts";
import { resourceHijack } from "./resource-hijack.ts";
import { fires, quiet, registeredFor } from "./support/fixtures.ts";

const run = (instanceType: string, maxCount: number, change?: object) =>
  callRecord(
    "ec2",
    "RunInstances",
    { instanceType, instancesSet: { items: [{ imageId: "ami-1", minCount: 1, maxCount }] } },
    change,
  );

fires(resourceHijack, [
  ["accelerators", run("p3.16xlarge", 1), "high", "accelerators"],
  ["refused", run("p2.xlarge", 10, { errorCode: "Client.UnauthorizedOperation" }), "medium", "tried"],
  ["many machines", run("m5.large", 10), "high", "ten and more"],
  ["one machine", run("t3.micro", 1), "medium", "RunInstances"],
  ["declared", run("p3.16xlarge", 1), "low", "RunInstances", registeredFor("ec2")],
  [
    "deep in a fleet",
    callRecord("ec2", "CreateFleet", {
      CreateFleetRequest: { LaunchTemplateConfigs: { Overrides: { InstanceType: "g5.xlarge" } } },
    }),
    "high",
    "accelerators",
  ],
  ["a model's agreement", callRecord("bedrock", "CreateFoundationModelAgreement", { modelId: "m" }), "high", "on m"],
  ["a model is used", callRecord("bedrock", "InvokeModel", { modelId: "m" }), "high", "on m"],
  [
    "mail is switched on",
    callRecord("ses", "UpdateAccountSendingEnabled", { enabled: true }),
    "high",
    "ses UpdateAccount",
  ],
  [
    "a higher quota",
    callRecord("servicequotas", "RequestServiceQuotaIncrease", { serviceCode: "ec2" }),
    "high",
    "Quota",
  ],
]);

quiet(resourceHijack, [
  ["machines are listed", callRecord("ec2", "DescribeInstances", {})],
  ["models are listed", callRecord("bedrock", "ListFoundationModels", {})],
  ["AppStream has fleets too", callRecord("appstream", "CreateFleet", { name: "f" })],
]);
