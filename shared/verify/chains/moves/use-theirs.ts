import type { Goal } from "../../model.ts";
import type { Try } from "../model.ts";
import { direct } from "../tries.ts";
import type { World } from "../world.ts";

interface Row {
  goal: Goal;
  known?: string;
  type: string;
  actions: readonly string[];
}

/** What one call on another team's thing does. */
const rows: readonly Row[] = [
  {
    ...{ goal: "data-read", known: "C9", type: "endpoint" },
    actions: ["InvokeEndpoint", "InvokeEndpointAsync", "InvokeEndpointWithResponseStream"],
  },
  ...reads({
    endpoint: ["DescribeEndpoint"],
    "endpoint-config": ["DescribeEndpointConfig"],
    model: ["DescribeModel"],
    "model-package": ["DescribeModelPackage"],
    "model-package-group": ["DescribeModelPackageGroup", "GetModelPackageGroupPolicy"],
    experiment: ["DescribeExperiment"],
    "experiment-trial": ["DescribeTrial"],
    "experiment-trial-component": ["DescribeTrialComponent", "BatchGetMetrics"],
    "training-job": ["DescribeTrainingJob"],
    "processing-job": ["DescribeProcessingJob"],
    pipeline: ["DescribePipeline"],
    "feature-group": ["DescribeFeatureGroup", "GetRecord", "BatchGetRecord"],
    "notebook-instance": ["DescribeNotebookInstance"],
    "studio-lifecycle-config": ["DescribeStudioLifecycleConfig"],
    "user-profile": ["DescribeUserProfile"],
    space: ["DescribeSpace"],
    app: ["DescribeApp"],
    "mlflow-tracking-server": ["DescribeMlflowTrackingServer"],
  }),
  ...writes({
    endpoint: ["UpdateEndpointWeightsAndCapacities"],
    "model-package": ["UpdateModelPackage"],
    "model-package-group": ["PutModelPackageGroupPolicy"],
    experiment: ["UpdateExperiment"],
    "experiment-trial": ["UpdateTrial"],
    "experiment-trial-component": ["UpdateTrialComponent", "BatchPutMetrics"],
    "training-job": ["UpdateTrainingJob", "StopTrainingJob"],
    "processing-job": ["StopProcessingJob"],
    pipeline: ["UpdatePipeline", "StartPipelineExecution"],
    "feature-group": ["UpdateFeatureGroup", "PutRecord"],
    "notebook-instance": ["UpdateNotebookInstance", "StopNotebookInstance", "StartNotebookInstance"],
    "notebook-instance-lifecycle-config": ["UpdateNotebookInstanceLifecycleConfig"],
    "mlflow-tracking-server": ["UpdateMlflowTrackingServer"],
  }),
  ...deletes({
    endpoint: ["DeleteEndpoint"],
    "endpoint-config": ["DeleteEndpointConfig"],
    "inference-component": ["DeleteInferenceComponent"],
    model: ["DeleteModel"],
    "model-package": ["DeleteModelPackage"],
    "model-package-group": ["DeleteModelPackageGroup", "DeleteModelPackageGroupPolicy"],
    experiment: ["DeleteExperiment"],
    "experiment-trial": ["DeleteTrial"],
    "experiment-trial-component": ["DeleteTrialComponent"],
    pipeline: ["DeletePipeline"],
    "feature-group": ["DeleteFeatureGroup", "DeleteRecord"],
    "notebook-instance": ["DeleteNotebookInstance"],
    "notebook-instance-lifecycle-config": ["DeleteNotebookInstanceLifecycleConfig"],
    "studio-lifecycle-config": ["DeleteStudioLifecycleConfig"],
    "user-profile": ["DeleteUserProfile"],
    "mlflow-tracking-server": ["DeleteMlflowTrackingServer"],
  }),
];

type ByType = Readonly<Record<string, readonly string[]>>;

function rowsOf(goal: Goal, known: string | undefined, byType: ByType): readonly Row[] {
  return Object.entries(byType).map(([type, actions]) => ({ goal, ...(known && { known }), type, actions }));
}
function reads(byType: ByType): readonly Row[] {
  return rowsOf("data-read", "C13", byType);
}
function writes(byType: ByType): readonly Row[] {
  return rowsOf("data-written", undefined, byType);
}
function deletes(byType: ByType): readonly Row[] {
  return rowsOf("data-deleted", "C1", byType);
}

const people = ["user-profile", "space", "app"];

/** Types whose team tag is worth having. */
export const usedTypes: readonly string[] = [...new Set(rows.map(({ type }) => type))].filter(
  (type) => !people.includes(type),
);

export const useTheirs = ({ sessions, things }: World): readonly Try[] =>
  sessions.flatMap((by) =>
    rows.flatMap(({ goal, known, type, actions }) =>
      actions.map((action) => direct(by, { goal, known, action: `sagemaker:${action}` }, things.theirs(type))),
    ),
  );
