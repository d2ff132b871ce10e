import type { VendorAct } from "../../../model/vendor-act.ts";
import { gravityOf, operations } from "./operations.ts";

/**
 * What roles of builders and data scientists do all day: start, stop and copy what is theirs, within the account. Of a
 * principal that somebody only asked to judge it proves nothing: no contract says that it is not its work. What gives
 * rights, code, data or a way in to somebody else is not here.
 */
const everyday = operations({
  low: {
    // AWS says what such a role may do.
    iam: ["CreateServiceLinkedRole"],
    ec2: [
      "RunInstances",
      "CreateFleet",
      "RequestSpotInstances",
      "RequestSpotFleet",
      "CreateLaunchTemplate",
      "StartInstances",
      "StopInstances",
      "TerminateInstances",
      "CreateVolume",
      "AttachVolume",
      "CreateSnapshot",
      "CreateSnapshots",
      "CreateImage",
      "CreateSecurityGroup",
      "DeleteSecurityGroup",
      "AuthorizeSecurityGroupEgress",
      "CreateRoute",
      "ReplaceRoute",
    ],
    autoscaling: ["CreateAutoScalingGroup", "UpdateAutoScalingGroup", "CreateLaunchConfiguration"],
    elasticloadbalancing: ["CreateListener", "CreateRule", "ModifyRule", "ModifyListener"],
    rds: ["CreateDBSnapshot", "CreateDBClusterSnapshot", "StopDBInstance", "StopDBCluster"],
    ecs: ["CreateCluster", "RunTask", "StartTask"],
    batch: ["SubmitJob"],
    glue: ["StartJobRun"],
    codebuild: ["StartBuild", "StartBuildBatch"],
    states: ["StartExecution"],
    sagemaker: [
      "CreateTrainingJob",
      "CreateProcessingJob",
      "CreateTransformJob",
      "CreateHyperParameterTuningJob",
      "CreateAutoMLJob",
      "CreateAutoMLJobV2",
      "CreateCompilationJob",
      "CreateModel",
      "CreateModelPackage",
      "CreateInferenceComponent",
      "CreateEndpointConfig",
      "CreateFeatureGroup",
      "CreatePipeline",
      "UpdatePipeline",
      "StartPipelineExecution",
      "CreateApp",
      "StartSession",
      "StartNotebookInstance",
      "StopNotebookInstance",
      "CreatePresignedNotebookInstanceUrl",
      "CreatePresignedDomainUrl",
      "CreatePresignedMlflowTrackingServerUrl",
      "DeleteEndpoint",
      "DeleteModel",
      "DeleteModelPackage",
    ],
  },
});

export const isEveryday = (act: VendorAct): boolean => gravityOf(everyday, act) !== undefined;
