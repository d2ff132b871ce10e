import type { EscalationSet } from "./set.ts";

/** Sets that hand a role to new compute: what then runs has the rights of that role. */
export const passRoleSets: readonly EscalationSet[] = [
  { actions: ["iam:PassRole", "apprunner:CreateService"], sources: ["prowler", "cloudsplaining", "pathfinding"] },
  {
    actions: ["iam:PassRole", "autoscaling:CreateAutoScalingGroup", "autoscaling:CreateLaunchConfiguration"],
    sources: ["prowler"],
  },
  {
    actions: ["iam:PassRole", "autoscaling:UpdateAutoScalingGroup", "autoscaling:CreateLaunchConfiguration"],
    sources: ["prowler"],
  },
  { actions: ["iam:PassRole", "batch:RegisterJobDefinition", "batch:SubmitJob"], sources: ["prowler", "pathfinding"] },
  {
    actions: [
      "iam:PassRole",
      "bedrock-agentcore:CreateAgentRuntime",
      "bedrock-agentcore:CreateAgentRuntimeEndpoint",
      "bedrock-agentcore:CreateWorkloadIdentity",
      "bedrock-agentcore:InvokeAgentRuntimeCommand",
    ],
    sources: ["prowler", "pathfinding"],
  },
  {
    actions: [
      "iam:PassRole",
      "bedrock-agentcore:CreateBrowser",
      "bedrock-agentcore:StartBrowserSession",
      "bedrock-agentcore:ConnectBrowserAutomationStream",
    ],
    sources: ["prowler", "pathfinding"],
  },
  {
    actions: [
      "iam:PassRole",
      "bedrock-agentcore:CreateCodeInterpreter",
      "bedrock-agentcore:StartCodeInterpreterSession",
      "bedrock-agentcore:InvokeCodeInterpreter",
    ],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  {
    actions: [
      "iam:PassRole",
      "bedrock-agentcore:CreateHarness",
      "bedrock-agentcore:CreateAgentRuntime",
      "bedrock-agentcore:CreateAgentRuntimeEndpoint",
      "bedrock-agentcore:CreateWorkloadIdentity",
      "bedrock-agentcore:GetAgentRuntime",
      "bedrock-agentcore:InvokeAgentRuntimeCommand",
    ],
    sources: ["prowler", "pathfinding"],
  },
  { actions: ["iam:PassRole", "braket:CreateJob"], sources: ["prowler", "pathfinding"] },
  {
    actions: ["iam:PassRole", "cloudformation:CreateStack"],
    sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"],
  },
  {
    actions: ["iam:PassRole", "cloudformation:CreateStackSet", "cloudformation:CreateStackInstances"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  { actions: ["iam:PassRole", "cloudformation:UpdateStackSet"], sources: ["prowler", "cloudsplaining", "pathfinding"] },
  {
    actions: ["iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuild"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  {
    actions: ["iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuildBatch"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  { actions: ["iam:PassRole", "codestar:CreateProject"], sources: ["prowler"] },
  { actions: ["iam:PassRole", "cognito-identity:SetIdentityPoolRoles"], sources: ["prowler", "pathfinding"] },
  { actions: ["iam:PassRole", "datapipeline:CreatePipeline"], sources: ["cloudsplaining", "rhino"] },
  {
    actions: [
      "iam:PassRole",
      "datapipeline:CreatePipeline",
      "datapipeline:PutPipelineDefinition",
      "datapipeline:ActivatePipeline",
    ],
    sources: ["prowler", "pathfinding"],
  },
  { actions: ["iam:PassRole", "ec2:RequestSpotInstances"], sources: ["prowler", "cloudsplaining", "pathfinding"] },
  { actions: ["iam:PassRole", "ec2:RunInstances"], sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"] },
  {
    actions: ["iam:PassRole", "ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:CreateService"],
    sources: ["cloudsplaining", "pathfinding"],
  },
  {
    actions: ["iam:PassRole", "ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:RunTask"],
    sources: ["cloudsplaining", "pathfinding"],
  },
  {
    actions: ["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:CreateService"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  {
    actions: ["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:RunTask"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  {
    actions: ["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:StartTask"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  { actions: ["iam:PassRole", "ecs:RunTask"], sources: ["prowler", "pathfinding"] },
  {
    actions: ["iam:PassRole", "ecs:StartTask", "ecs:RegisterContainerInstance", "ecs:DeregisterContainerInstance"],
    sources: ["prowler", "pathfinding"],
  },
  { actions: ["iam:PassRole", "ecs:StartTask"], sources: ["prowler", "pathfinding"] },
  { actions: ["iam:PassRole", "elasticmapreduce:RunJobFlow"], sources: ["prowler", "pathfinding"] },
  {
    actions: ["iam:PassRole", "emr-serverless:CreateApplication", "emr-serverless:StartJobRun"],
    sources: ["prowler", "pathfinding"],
  },
  {
    actions: ["iam:PassRole", "gamelift:CreateBuild", "gamelift:CreateFleet", "gamelift:RequestUploadCredentials"],
    sources: ["prowler", "pathfinding"],
  },
  {
    actions: ["iam:PassRole", "glue:CreateDevEndpoint"],
    sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"],
  },
  {
    actions: ["iam:PassRole", "glue:CreateJob", "glue:StartJobRun"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  {
    actions: ["iam:PassRole", "glue:CreateJob", "glue:CreateTrigger"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  { actions: ["iam:PassRole", "glue:CreateSession", "glue:RunStatement"], sources: ["prowler", "pathfinding"] },
  {
    actions: ["iam:PassRole", "glue:UpdateJob", "glue:StartJobRun"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  {
    actions: ["iam:PassRole", "glue:UpdateJob", "glue:CreateTrigger"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  {
    actions: [
      "iam:PassRole",
      "imagebuilder:CreateComponent",
      "imagebuilder:CreateImageRecipe",
      "imagebuilder:CreateInfrastructureConfiguration",
      "imagebuilder:CreateImage",
    ],
    sources: ["prowler", "pathfinding"],
  },
  {
    actions: ["iam:PassRole", "kinesisanalytics:CreateApplication", "kinesisanalytics:StartApplication"],
    sources: ["prowler", "pathfinding"],
  },
  {
    actions: ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"],
    sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"],
  },
  {
    actions: ["iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"],
    sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"],
  },
  {
    actions: [
      "iam:PassRole",
      "lambda:CreateFunction",
      "lambda:CreateEventSourceMapping",
      "dynamodb:CreateTable",
      "dynamodb:PutItem",
    ],
    sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"],
  },
  {
    actions: ["iam:PassRole", "lambda:CreateFunction", "lambda:AddPermission"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  {
    actions: ["iam:PassRole", "omics:CreateWorkflow", "omics:StartRun", "s3:GetObject"],
    sources: ["prowler", "pathfinding"],
  },
  {
    actions: ["iam:PassRole", "sagemaker:CreateNotebookInstance"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  { actions: ["iam:PassRole", "sagemaker:CreateProcessingJob"], sources: ["prowler", "cloudsplaining", "pathfinding"] },
  { actions: ["iam:PassRole", "sagemaker:CreateTrainingJob"], sources: ["prowler", "cloudsplaining", "pathfinding"] },
  { actions: ["iam:PassRole", "scheduler:CreateSchedule"], sources: ["prowler", "pathfinding"] },
  {
    actions: ["iam:PassRole", "ssm:CreateDocument", "ssm:StartAutomationExecution"],
    sources: ["prowler", "pathfinding"],
  },
  {
    actions: ["iam:PassRole", "states:CreateStateMachine", "states:StartExecution"],
    sources: ["prowler", "pathfinding"],
  },
];
