import type { Fields } from "../../model/vendor-act.ts";
import { fieldsAt, isFields, listAt, textAt } from "../../normalise/fields.ts";
import { actSignal } from "./support/act-signal.ts";
import { operationOf } from "./support/acts.ts";
import { operations } from "./support/operations.ts";

export const resourceHijack = actSignal({
  id: "resource-hijack",
  severity: "high",
  why: "Stolen access is most often turned into money: machines with accelerators, language models and mail, at the account's cost and in its name.",
  blind: "What runs on a machine. Mail sent through SMTP is not in CloudTrail.",
  falsePositives: "A vendor that runs training or mail: declare ec2, bedrock, ses, … among its services.",
  attack: ["T1496.001", "T1496.004", "T1496", "T1578.002", "T1566"],
  needs: "management",
  operations: operations({
    high: {
      bedrock: [
        "PutUseCaseForModelAccess",
        "CreateFoundationModelAgreement",
        "PutFoundationModelEntitlement",
        "InvokeModel",
        "InvokeModelWithResponseStream",
        "Converse",
        "ConverseStream",
        "CreateProvisionedModelThroughput",
        "CreateModelInvocationJob",
      ],
      ses: [
        "UpdateAccountSendingEnabled",
        "PutAccountSendingAttributes",
        "PutAccountDetails",
        "VerifyEmailIdentity",
        "VerifyDomainIdentity",
        "CreateEmailIdentity",
        "SendEmail",
        "SendRawEmail",
        "SendBulkEmail",
      ],
      servicequotas: ["RequestServiceQuotaIncrease"],
      route53: ["ChangeResourceRecordSets", "CreateHostedZone"],
      route53domains: ["RegisterDomain", "TransferDomain", "UpdateDomainNameservers"],
      "agreement-marketplace": ["AcceptAgreementRequest"],
      sns: ["CreateSMSSandboxPhoneNumber", "VerifySMSSandboxPhoneNumber", "SetSMSAttributes"],
    },
    medium: {
      ec2: [
        "RunInstances",
        "RequestSpotInstances",
        "RequestSpotFleet",
        "CreateFleet",
        "CreateLaunchTemplate",
        "CreateDefaultVpc",
        "StartInstances",
      ],
      lightsail: ["CreateInstances"],
      autoscaling: ["CreateAutoScalingGroup", "CreateLaunchConfiguration", "UpdateAutoScalingGroup"],
      ecs: ["CreateCluster"],
      gamelift: ["CreateFleet"],
      support: ["CreateCase"],
      batch: ["CreateJobQueue"],
    },
  }),
  look: ({ act }) => {
    const isMachines =
      act.service === "ec2" && /^(RunInstances|Request|CreateFleet|CreateLaunchTemplate)/.test(operationOf(act));
    // A service that starts machines, as a group or a cluster was told to before.
    if (isMachines && act.principal.invokedBy !== undefined) return {};
    return isMachines && (hasAccelerator(act.request, 5) || counted(act.request) >= 10)
      ? { severity: "high", note: "machines with accelerators, or ten and more" }
      : {};
  },
});

const accelerated = /^(p[2-9]|g[3-9]|trn\d|inf\d|dl\d|vt\d|f\d|hpc\d|x1|x2|u-)[\w-]*\./;

const hasAccelerator = (fields: Fields, depth: number): boolean =>
  Object.entries(fields).some(([key, value]) => {
    if (typeof value === "string") return /^instanceType$/i.test(key) && accelerated.test(value);
    if (depth === 0) return false;
    return (Array.isArray(value) ? value.slice(0, 50) : [value])
      .filter(isFields)
      .some((one) => hasAccelerator(one, depth - 1));
  });

const counted = (request: Fields): number =>
  Math.max(
    0,
    ...listAt(fieldsAt(request, "instancesSet"), "items")
      .filter(isFields)
      .map(({ maxCount }) => (typeof maxCount === "number" ? maxCount : 0)),
    Number(textAt(request, "instanceCount") ?? 0) || 0,
  );
