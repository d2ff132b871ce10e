/**
 * Kinds that can be deleted without losing anything, each with what stays. Deleting any other kind counts as loss of data,
 * and needs `unowned.allowDataLoss`: its files, its results, a definition that somebody wrote or that others refer to.
 */
export const keepsData: Readonly<Record<string, string>> = {
  App: "its files lie on the domain's or the space's storage; opening it makes it again",
  Endpoint: "its configuration and its models stay: CreateEndpoint makes it again from them",
};

/** The call that takes a Stop back. Null: AWS has none, and the notice says so. One row for each kind that can be stopped. */
export const undos: Readonly<Record<string, { call: string | null; reason: string }>> = {
  NotebookInstance: {
    call: "StartNotebookInstance",
    reason: "its volume stays; what ran in it, and files outside /home/ec2-user/SageMaker, are lost",
  },
  MlflowTrackingServer: { call: "StartMlflowTrackingServer", reason: "its experiments and its store stay" },
  MonitoringSchedule: { call: "StartMonitoringSchedule", reason: "the schedule stays as it is" },
  InferenceExperiment: {
    call: null,
    reason: "StartInferenceExperiment starts one that was never run, not a stopped one",
  },
  ...Object.fromEntries(
    [
      "AIBenchmarkJob",
      "AIRecommendationJob",
      "AutoMLJob",
      "CompilationJob",
      "EdgePackagingJob",
      "HyperParameterTuningJob",
      "InferenceRecommendationsJob",
      "Job",
      "LabelingJob",
      "OptimizationJob",
      "ProcessingJob",
      "TrainingJob",
      "TrainingSession",
      "TransformJob",
    ].map((kind) => [kind, { call: null, reason: "a stopped job cannot go on; its owner creates it anew" }]),
  ),
};

/** Kinds that have a Stop which we cannot use: nothing stops them but a person. */
export const unstoppable: Readonly<Record<string, string>> = {
  InferenceExperiment: "StopInferenceExperiment wants to be told what becomes of each variant: only a person knows",
  TrainingSession: "DescribeTrainingSession tells no status: nobody could see whether it stopped",
};

/** Kinds whose calls the installed SDK does not have yet: nothing is done to them. */
export const unknownToSdk: readonly string[] = ["ClusterExtension", "InferenceRouter", "TrainingSession"];
