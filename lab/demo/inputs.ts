/** Smallest inputs that SageMaker takes, for the kinds that the demo makes. */

const instance = { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 10 } as const;
const image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/train:1";

export const notebook = (name: string, role: string) => ({
  NotebookInstanceName: name,
  InstanceType: "ml.t3.medium" as const,
  RoleArn: role,
});

export const trainingJob = (name: string, role: string) => ({
  TrainingJobName: name,
  AlgorithmSpecification: { TrainingImage: image, TrainingInputMode: "File" as const },
  RoleArn: role,
  OutputDataConfig: { S3OutputPath: "s3://models/out" },
  ResourceConfig: instance,
  StoppingCondition: { MaxRuntimeInSeconds: 3600 },
});

export const processingJob = (name: string, role: string) => ({
  ProcessingJobName: name,
  ProcessingResources: { ClusterConfig: { ...instance } },
  AppSpecification: { ImageUri: image },
  RoleArn: role,
});

export const model = (name: string, role: string) => ({
  ModelName: name,
  ExecutionRoleArn: role,
  PrimaryContainer: { Image: image },
});

export const endpointConfig = (name: string) => ({
  EndpointConfigName: name,
  ProductionVariants: [
    { VariantName: "all", ModelName: "churn", InstanceType: "ml.m5.large" as const, InitialInstanceCount: 1 },
  ],
});

export const tuningJob = (name: string, role: string) => ({
  HyperParameterTuningJobName: name,
  HyperParameterTuningJobConfig: {
    Strategy: "Bayesian" as const,
    ResourceLimits: { MaxNumberOfTrainingJobs: 1, MaxParallelTrainingJobs: 1 },
  },
  TrainingJobDefinition: {
    AlgorithmSpecification: { TrainingImage: image, TrainingInputMode: "File" as const },
    RoleArn: role,
    OutputDataConfig: { S3OutputPath: "s3://models/out" },
    ResourceConfig: instance,
    StoppingCondition: { MaxRuntimeInSeconds: 3600 },
  },
});

export const pipeline = (name: string, role: string) => ({
  PipelineName: name,
  ClientRequestToken: `${name}-00000000000000000000000000000000`,
  RoleArn: role,
  PipelineDefinition: JSON.stringify({
    Version: "2020-12-01",
    Steps: [{ Name: "train", Type: "Training", Arguments: withoutName(trainingJob(name, role)) }],
  }),
});

const withoutName = ({ TrainingJobName: _, ...rest }: ReturnType<typeof trainingJob>) => rest;
