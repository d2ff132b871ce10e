import { Annotations, ArnFormat, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  ArnPrincipal,
  type CfnPolicy,
  type IManagedPolicy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import {
  Alias,
  Architecture,
  type CfnFunction,
  Code,
  type FunctionProps,
  FunctionUrlAuthType,
  type IVersion,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { EnvironmentName, FunctionDefinition, Permission } from "../../shared/model/function-definition.ts";
import { names } from "../../shared/names.ts";
import { acknowledge, acknowledgePattern } from "./acknowledge.ts";
import { ignoreLint } from "./ignore-lint.ts";
import type { WardenKey } from "./warden-key.ts";

export interface WardenFunctionProps {
  definition: FunctionDefinition;
  /** The bundle's folder. */
  code: string;
  key: WardenKey;
  boundary: IManagedPolicy;
  environment: Readonly<Partial<Record<EnvironmentName, string>>>;
  /** False: nobody is let in from outside, though the definition is of a URL. */
  isOpen?: boolean;
  /** Of a URL with IAM: the roles that may call it. */
  callers?: readonly string[];
  /** ARNs behind the stack's own resources in the definition's permissions. */
  resources: Readonly<Record<string, readonly string[]>>;
}

/** The services through which a function may use the key: its queue, the ledger, the topic, and evidence where it has any. */
const keyServices = ({ environment }: FunctionDefinition): readonly string[] => [
  ...["dynamodb", "sqs", "sns"],
  ...(environment.includes("EVIDENCE_BUCKET") ? ["s3"] : []),
];

/** Why no function has dead letters of its own. */
const unheard = {
  queue: "Its records come from a queue, which has the dead letters.",
  schedule: "A failed run raises an alarm, and the next run looks at everything again.",
  url: "Its caller waits for the answer, and is told to try again.",
  call: "Its caller waits for the answer.",
  durable: "A durable execution keeps its own state and is tried again; one that fails raises an alarm.",
};

const inStack = (text: string, stack: Stack): string => {
  const places: Record<string, string> = { Partition: stack.partition, Region: stack.region, Account: stack.account };
  return text.replace(/\$\{(\w+)\}/g, (_, name: string) => places[name] ?? name);
};

/** The ARNs of one of a definition's resources. */
const arnsOf = (resource: string, { resources }: WardenFunctionProps, stack: Stack): readonly string[] =>
  resources[resource] ?? [inStack(resource, stack)];

const conditionsOf = ({ condition = {} }: Permission, stack: Stack): Record<string, Record<string, string>> =>
  Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, inStack(value, stack)])),
    ]),
  );

/** The CDK puts what is too long for one policy into others, by whole statements. */
const each = 20;
const inParts = (arns: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(arns.length / each) }, (_, part) => arns.slice(part * each, (part + 1) * each));

const permit = (role: Role, props: WardenFunctionProps): void => {
  const stack = Stack.of(role);
  for (const permission of props.definition.permissions) {
    const { actions, resources, why } = permission;
    const arns = resources.flatMap((resource) => arnsOf(resource, props, stack));
    // The settings name no secret, or no team: there is nothing to allow.
    if (arns.length === 0) continue;
    const conditions = conditionsOf(permission, stack);
    for (const part of inParts(arns))
      role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: part, conditions }));
    for (const arn of arns) acknowledgePattern(role, arn, why);
  }
  acknowledgePattern(role, "*", "X-Ray's actions know no resources.");
};

const variables = ({ definition, environment }: WardenFunctionProps): Record<string, string> => {
  const found = definition.environment.map((name): [string, string] => {
    const value = environment[name];
    if (value === undefined) throw new Error(`${definition.folder}: the stack has nothing for ${name}`);
    return [name, value];
  });
  return {
    ...Object.fromEntries(found),
    POWERTOOLS_SERVICE_NAME: definition.functionName,
    POWERTOOLS_METRICS_NAMESPACE: names.metricsNamespace,
  };
};

const logsOf = (scope: Construct, { definition, key }: WardenFunctionProps): LogGroup =>
  new LogGroup(scope, "Logs", {
    logGroupName: `/aws/lambda/${definition.functionName}`,
    retention: RetentionDays.THIRTEEN_MONTHS,
    encryptionKey: key,
    // The ledger is the record; logs are for looking into faults.
    removalPolicy: RemovalPolicy.DESTROY,
  });

/** What a durable function, and one that strangers can call, have beside the others. */
const durability = ({ source }: FunctionDefinition): Partial<FunctionProps> => {
  if (source.type === "url") return { reservedConcurrentExecutions: source.concurrency };
  if (source.type !== "durable") return {};
  return {
    durableConfig: {
      executionTimeout: Duration.parse(source.executionTimeout),
      retentionPeriod: Duration.parse(source.retention),
    },
    // A version is kept: executions that it began are still under way.
    currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
  };
};

const aliasOf = (handler: LambdaFunction): Alias =>
  new Alias(handler, "Live", { aliasName: names.liveAlias, version: handler.currentVersion as IVersion });

/** What Lambda's durable executions need of the function's own role. */
const durableActions = ["lambda:CheckpointDurableExecution", "lambda:GetDurableExecutionState"];

const permitDurability = (role: Role, { source, functionName }: FunctionDefinition): void => {
  if (source.type !== "durable") return;
  const own = Stack.of(role).formatArn({
    service: "lambda",
    resource: "function",
    resourceName: `${functionName}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  role.addToPolicy(new PolicyStatement({ actions: durableActions, resources: [own] }));
  acknowledgePattern(role, own, "An execution is named by its version and its own id.");
};

/** Slack signs what it sends; IAM knows nothing of it. CDK gives both permissions that a URL needs. */
const openUrl = (handler: LambdaFunction, { definition, callers = [] }: WardenFunctionProps): string | undefined => {
  const { source } = definition;
  if (source.type !== "url") return undefined;
  if (source.auth === "none") return handler.addFunctionUrl({ authType: FunctionUrlAuthType.NONE }).url;
  const url = handler.addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM });
  for (const caller of callers) url.grantInvokeUrl(new ArnPrincipal(caller));
  return url.url;
};

const explainToLint = (handler: LambdaFunction, role: Role, { permissions }: FunctionDefinition): void => {
  const both = "CDK names the role beside the role's policy, which must be there first.";
  ignoreLint(handler.node.defaultChild as CfnFunction, "W3005", both);
  if (!permissions.some(({ actions }) => actions.some((action) => action.startsWith("sagemaker:")))) return;
  const policy = role.node.findChild("DefaultPolicy").node.defaultChild as CfnPolicy;
  ignoreLint(policy, "W3037", "Its list of actions has not all of SageMaker's: the newest are missing.");
};

/** One function as its definition says: its own role, built from its own permissions, and its own logs. */
export class WardenFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;
  /** Of a durable function: an execution stays with the version that it began with. */
  readonly live: Alias | undefined;
  /** Where a function with a URL answers. */
  readonly url: string | undefined;

  constructor(scope: Construct, id: string, props: WardenFunctionProps) {
    super(scope, id);
    const { definition } = props;
    const logs = logsOf(this, props);
    this.role = new Role(this, "Role", {
      roleName: definition.functionName,
      path: names.rolePath,
      description: definition.description,
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      permissionsBoundary: props.boundary,
    });
    logs.grantWrite(this.role);
    permit(this.role, props);
    permitDurability(this.role, definition);
    props.key.allowUse(this.role, keyServices(definition));
    this.function = new LambdaFunction(this, "Function", {
      functionName: definition.functionName,
      description: definition.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "handler.handler",
      code: Code.fromAsset(props.code),
      timeout: Duration.seconds(definition.timeout),
      memorySize: definition.memory,
      environment: variables(props),
      role: this.role,
      logGroup: logs,
      tracing: Tracing.ACTIVE,
      ...durability(definition),
    });
    this.live = definition.source.type === "durable" ? aliasOf(this.function) : undefined;
    this.url = props.isOpen === false ? undefined : openUrl(this.function, props);
    explainToLint(this.function, this.role, definition);
    // It warns of making an existing function durable; this one was so from the first.
    Annotations.of(this.function).acknowledgeInfo("aws-lambda:Function.DurableConfig");
    acknowledge(this, "Serverless-LambdaDLQ", unheard[definition.source.type]);
    acknowledge(
      this,
      "Serverless-LambdaEventSourceMappingDestination",
      "A queue's mapping has no destination: what fails goes back to the queue, and in the end to its dead letters.",
    );
  }
}
