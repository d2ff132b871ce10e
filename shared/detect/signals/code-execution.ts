import type { VendorAct } from "../../model/vendor-act.ts";
import { textAt } from "../../normalise/fields.ts";
import { actSignal } from "./support/act-signal.ts";
import { operationOf } from "./support/acts.ts";
import { operations } from "./support/operations.ts";

export const codeExecution = actSignal({
  id: "code-execution",
  severity: "critical",
  why: "Code or a command that the vendor starts runs with the rights of another role, and goes on after the vendor's sessions were revoked.",
  blind:
    "What the code does is recorded under its own role. Commands' text is hidden by AWS. Invocations of functions are data events that this does not need and does not read. Work inside a Kubernetes cluster is not in CloudTrail.",
  falsePositives:
    "A vendor that deploys: declare the service (lambda, ssm, cloudformation, …), which lowers it to low.",
  attack: ["T1648", "T1546", "T1651", "T1021.007", "T1021.008", "T1059.009", "T1578"],
  needs: "management",
  operations: operations({
    critical: {
      lambda: [
        "CreateFunction",
        "UpdateFunctionCode",
        "UpdateFunctionConfiguration",
        "CreateEventSourceMapping",
        "UpdateEventSourceMapping",
        "CreateFunctionUrlConfig",
        "UpdateFunctionUrlConfig",
        "AddPermission",
      ],
      ssm: [
        "SendCommand",
        "StartSession",
        "ResumeSession",
        "StartAutomationExecution",
        "StartAssociationsOnce",
        "CreateAssociation",
        "UpdateAssociation",
        "CreateDocument",
        "UpdateDocument",
      ],
      "ec2-instance-connect": ["SendSSHPublicKey", "SendSerialConsoleSSHPublicKey", "OpenTunnel"],
      ec2: ["ModifyInstanceAttribute", "EnableSerialConsoleAccess"],
      cloudformation: [
        "CreateStack",
        "UpdateStack",
        "ExecuteChangeSet",
        "CreateStackSet",
        "UpdateStackSet",
        "CreateStackInstances",
        "UpdateStackInstances",
      ],
      ecs: ["RunTask", "StartTask", "ExecuteCommand", "RegisterTaskDefinition", "CreateService", "UpdateService"],
      codebuild: ["CreateProject", "UpdateProject", "StartBuild", "StartBuildBatch"],
      glue: [
        "CreateJob",
        "UpdateJob",
        "StartJobRun",
        "CreateDevEndpoint",
        "UpdateDevEndpoint",
        "CreateSession",
        "RunStatement",
      ],
      elasticmapreduce: ["RunJobFlow", "AddJobFlowSteps"],
      states: ["CreateStateMachine", "UpdateStateMachine"],
      apprunner: ["CreateService", "UpdateService"],
    },
    high: {
      lambda: ["PublishLayerVersion"],
      states: ["StartExecution"],
      batch: ["SubmitJob", "RegisterJobDefinition", "CreateComputeEnvironment"],
      events: ["PutTargets"],
      scheduler: ["CreateSchedule", "UpdateSchedule"],
      codedeploy: ["CreateDeployment"],
      codepipeline: ["CreatePipeline", "UpdatePipeline"],
      imagebuilder: ["CreateComponent", "CreateImagePipeline"],
      datapipeline: ["PutPipelineDefinition", "ActivatePipeline"],
      cloudshell: ["CreateEnvironment", "CreateSession"],
      appsync: ["UpdateResolver"],
      iot: ["CreateTopicRule", "ReplaceTopicRule"],
      cloudfront: ["CreateFunction", "UpdateFunction", "PublishFunction"],
    },
    medium: {
      apigateway: [
        "CreateApi",
        "CreateRestApi",
        "ImportApi",
        "ImportRestApi",
        "CreateIntegration",
        "PutIntegration",
        "CreateRoute",
      ],
    },
  }),
  look: ({ act }) => (operationOf(act) !== "ModifyInstanceAttribute" || isCode(act) ? {} : undefined),
});

const harmless = new Set([
  "blockDeviceMapping",
  "disableApiStop",
  "disableApiTermination",
  "ebsOptimized",
  "enaSupport",
  "groupSet",
  "instanceInitiatedShutdownBehavior",
  "instanceType",
  "kernel",
  "ramdisk",
  "sourceDestCheck",
  "sriovNetSupport",
]);

/** Of a machine's attributes the user data is code: it runs when the machine starts. */
const isCode = ({ request }: VendorAct): boolean =>
  !harmless.has(textAt(request, "attribute") ?? "") && !Object.keys(request).some((key) => harmless.has(key));
