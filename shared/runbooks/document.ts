/** An Automation document of Systems Manager, as far as ours go: schema 0.3. At most 64 KB. */
export interface AutomationDocument {
  schemaVersion: "0.3";
  description: string;
  /** ARN; of a template what becomes that. */
  assumeRole: unknown;
  parameters: Readonly<Record<string, Parameter>>;
  mainSteps: readonly Step[];
  /** `step.output` */
  outputs: readonly string[];
}

export interface Parameter {
  type: "String" | "StringList" | "Integer" | "Boolean" | "AWS::IAM::Role::Arn";
  description: string;
  default?: string | number | boolean | readonly string[];
  allowedValues?: readonly string[];
  allowedPattern?: string;
}

interface StepBase {
  name: string;
  description?: string;
  /** The step after this one in the list where neither is there. */
  nextStep?: string;
  isEnd?: boolean;
  onFailure?: "Abort";
  maxAttempts?: number;
  timeoutSeconds?: number;
  outputs?: readonly Output[];
}

export interface Output {
  Name: string;
  /** JSONPath */
  Selector: string;
  Type: "String" | "Boolean" | "StringList";
}

type Comparison =
  | { Variable: string; BooleanEquals: boolean }
  | { Variable: string; NumericGreater: number }
  | { Variable: string; StringEquals: string };

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html */
export type Step = StepBase &
  (
    | { action: "aws:branch"; inputs: { Choices: readonly (Comparison & { NextStep: string })[]; Default: string } }
    | {
        action: "aws:approve";
        inputs: { NotificationArn: unknown; Message: string; MinRequiredApprovals: string; Approvers: string };
      }
    | {
        action: "aws:invokeLambdaFunction";
        inputs: { FunctionName: string; InputPayload: Readonly<Record<string, string>> };
      }
    | { action: "aws:executeAwsApi"; inputs: { Service: string; Api: string } & Readonly<Record<string, string>> }
    | {
        action: "aws:executeScript";
        inputs: {
          Runtime: "python3.11";
          Handler: string;
          InputPayload: Readonly<Record<string, unknown>>;
          Script: string;
        };
      }
    | { action: "aws:sleep"; inputs: { Duration: string } }
    | {
        action: "aws:loop";
        inputs: { Steps: readonly Step[]; LoopCondition: Comparison; MaxIterations: number };
      }
  );
