import { ArnFormat, Stack, type StackProps } from "aws-cdk-lib";
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Alias } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { CfnDocument } from "aws-cdk-lib/aws-ssm";
import type { Construct } from "constructs";
import { names } from "../../shared/names.ts";
import { containDocument } from "../../shared/runbooks/contain.ts";
import { restoreDocument } from "../../shared/runbooks/restore.ts";
import { acknowledge, acknowledgePattern } from "../constructs/acknowledge.ts";

export interface RunbooksStackProps extends StackProps {
  /** Who is asked for approval, beside those whom an automation names. */
  addresses: readonly string[];
}

/** The key that SNS has in every account: the approval's text names a role, and holds no secret. */
const topicKey = "alias/aws/sns";

const makeTopic = (stack: Stack, addresses: readonly string[]): Topic => {
  const topic = new Topic(stack, "Approvals", {
    topicName: names.approvalTopic,
    displayName: "Sagewarden asks for approval",
    masterKey: Alias.fromAliasName(stack, "TopicKey", topicKey),
    enforceSSL: true,
  });
  for (const address of addresses) topic.addSubscription(new EmailSubscription(address));
  acknowledge(
    topic,
    "Serverless-SNSRedrivePolicy",
    "A dead-letter queue takes no messages from e-mail: SNS retries it itself.",
  );
  return topic;
};

/**
 * What an automation may do, whoever starts it: hand an order to the dispatcher, see who started it, ask for approval. Starters
 * need `ssm:StartAutomationExecution` on the document and `iam:PassRole` on this role, and no more.
 */
const makeRole = (stack: Stack, topic: Topic): Role => {
  const executions = stack.formatArn({ service: "ssm", resource: "automation-execution", resourceName: "*" });
  const role = new Role(stack, "Role", {
    roleName: names.runbooksRole,
    path: names.rolePath,
    description: "Hands the orders of Sagewarden's runbooks to its dispatcher",
    // https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html
    assumedBy: new ServicePrincipal("ssm.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": stack.account }, ArnLike: { "aws:SourceArn": executions } },
    }),
    permissionsBoundary: ManagedPolicy.fromManagedPolicyName(
      stack,
      "Boundary",
      `${names.rolePath.slice(1)}${names.boundary}`,
    ),
  });
  const dispatcher = stack.formatArn({
    service: "lambda",
    resource: "function",
    resourceName: names.functions.dispatchIncidents,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  role.addToPolicy(new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [dispatcher] }));
  role.addToPolicy(new PolicyStatement({ actions: ["ssm:GetAutomationExecution"], resources: [executions] }));
  role.addToPolicy(new PolicyStatement({ actions: ["sns:Publish"], resources: [topic.topicArn] }));
  acknowledgePattern(role, executions, "An automation looks at itself; its id is given when it starts.");
  return role;
};

/**
 * The way in for operators who work in Systems Manager: two documents that hand their order to the same dispatcher as the command
 * line. The local CloudFormation has no AWS::SSM::Document, so they are a stack of their own.
 */
export class RunbooksStack extends Stack {
  constructor(scope: Construct, id: string, { addresses, ...props }: RunbooksStackProps) {
    super(scope, id, props);
    const topic = makeTopic(this, addresses);
    const place = { assumeRole: makeRole(this, topic).roleArn, approvalTopic: topic.topicArn };
    const documents = [
      ["Contain", names.runbooks.contain, containDocument(place)],
      ["Restore", names.runbooks.restore, restoreDocument(place)],
    ] as const;
    for (const [construct, name, content] of documents)
      new CfnDocument(this, construct, {
        name,
        content,
        documentType: "Automation",
        documentFormat: "JSON",
        targetType: "/AWS::IAM::Role",
        // A named document that is replaced would be missing for a while.
        updateMethod: "NewVersion",
      });
  }
}
