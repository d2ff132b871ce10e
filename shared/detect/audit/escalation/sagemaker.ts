import type { EscalationSet } from "./set.ts";

const ours = (...actions: readonly string[]): EscalationSet => ({ actions, sources: ["sagemaker"] });
const passed = (...operations: readonly string[]): EscalationSet =>
  ours("iam:PassRole", ...operations.map((operation) => `sagemaker:${operation}`));

/**
 * What every published list misses. Each operation of the service model whose request holds a role that then runs code, a
 * query or a container of the caller's choice; and those that open, or put a script into, what runs already.
 */
export const sageMakerSets: readonly EscalationSet[] = [
  ours("sagemaker:CreatePresignedDomainUrl"),
  ours("sagemaker:CreateStudioLifecycleConfig", "sagemaker:UpdateUserProfile"),
  ours("sagemaker:CreateStudioLifecycleConfig", "sagemaker:UpdateDomain"),
  ours("sagemaker:CreateStudioLifecycleConfig", "sagemaker:UpdateSpace", "sagemaker:CreateApp"),
  ours(
    "sagemaker:UpdateNotebookInstanceLifecycleConfig",
    "sagemaker:StopNotebookInstance",
    "sagemaker:StartNotebookInstance",
  ),
  ours("sagemaker:StartSession"),
  ours("sagemaker:UpdatePipeline", "sagemaker:StartPipelineExecution"),
  passed("CreateUserProfile"),
  passed("UpdateUserProfile"),
  passed("CreateDomain"),
  passed("UpdateDomain"),
  passed("CreateAutoMLJob"),
  passed("CreateAutoMLJobV2"),
  passed("CreatePipeline", "StartPipelineExecution"),
  passed("CreateModel", "CreateEndpointConfig", "CreateEndpoint"),
  passed("CreateModel", "CreateTransformJob"),
  passed("CreateHyperParameterTuningJob"),
  passed("CreateMonitoringSchedule"),
  passed("CreateDataQualityJobDefinition", "CreateMonitoringSchedule"),
  passed("CreateModelBiasJobDefinition", "CreateMonitoringSchedule"),
  passed("CreateModelExplainabilityJobDefinition", "CreateMonitoringSchedule"),
  passed("CreateModelQualityJobDefinition", "CreateMonitoringSchedule"),
  passed("CreateLabelingJob"),
  passed("CreateFlowDefinition"),
  passed("CreateFeatureGroup"),
  passed("CreateCluster"),
  passed("UpdateCluster"),
  passed("CreateInferenceExperiment"),
  passed("CreateInferenceRecommendationsJob"),
  passed("CreateOptimizationJob"),
  passed("CreateCompilationJob"),
  passed("CreateAlgorithm"),
  passed("CreateModelPackage"),
  passed("CreatePartnerApp"),
  passed("CreateMlflowApp"),
  passed("CreateMlflowTrackingServer"),
  passed("CreateProject"),
  passed("UpdateNotebookInstance"),
];
