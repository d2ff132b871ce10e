import type { EscalationSet } from "./set.ts";

/** Sets that take over compute which has a role already. */
export const existingComputeSets: readonly EscalationSet[] = [
  { actions: ["lambda:UpdateFunctionCode"], sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"] },
  { actions: ["lambda:UpdateFunctionConfiguration"], sources: ["prowler"] },
  {
    actions: ["lambda:UpdateFunctionCode", "lambda:InvokeFunction"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  {
    actions: ["lambda:UpdateFunctionCode", "lambda:AddPermission"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  {
    actions: ["ec2:ModifyInstanceAttribute", "ec2:StopInstances", "ec2:StartInstances"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  {
    actions: ["ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  {
    actions: ["ec2-instance-connect:SendSSHPublicKey", "ec2:DescribeInstances"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  { actions: ["ssm:StartSession"], sources: ["prowler", "pathfinding"] },
  { actions: ["ssm:SendCommand"], sources: ["prowler", "pathfinding"] },
  { actions: ["glue:UpdateDevEndpoint"], sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"] },
  { actions: ["cloudformation:UpdateStack"], sources: ["prowler", "pathfinding"] },
  {
    actions: ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  { actions: ["codebuild:StartBuild"], sources: ["prowler", "pathfinding"] },
  { actions: ["codebuild:StartBuildBatch"], sources: ["prowler", "pathfinding"] },
  { actions: ["ecs:ExecuteCommand", "ecs:DescribeTasks"], sources: ["prowler", "cloudsplaining", "pathfinding"] },
  { actions: ["sagemaker:CreatePresignedNotebookInstanceUrl"], sources: ["prowler", "cloudsplaining", "pathfinding"] },
  {
    actions: [
      "sagemaker:CreateNotebookInstanceLifecycleConfig",
      "sagemaker:StopNotebookInstance",
      "sagemaker:UpdateNotebookInstance",
      "sagemaker:StartNotebookInstance",
    ],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  { actions: ["apprunner:UpdateService"], sources: ["prowler", "pathfinding"] },
  {
    actions: ["bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  { actions: ["bedrock-agentcore:InvokeAgentRuntimeCommand"], sources: ["prowler", "pathfinding"] },
  {
    actions: ["bedrock-agentcore:StartBrowserSession", "bedrock-agentcore:ConnectBrowserAutomationStream"],
    sources: ["prowler", "pathfinding"],
  },
  { actions: ["batch:SubmitJob"], sources: ["prowler", "pathfinding"] },
  {
    actions: [
      "codedeploy:CreateDeployment",
      "codedeploy:RegisterApplicationRevision",
      "codedeploy:GetDeploymentConfig",
    ],
    sources: ["prowler", "pathfinding"],
  },
  { actions: ["states:UpdateStateMachine", "states:StartExecution"], sources: ["prowler", "pathfinding"] },
];
