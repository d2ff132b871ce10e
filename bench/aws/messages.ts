import { fed } from "../../shared/act/dead-rules.ts";
import { expectedRules } from "../../shared/act/expected-rules.ts";
import { account, settings } from "../../test/fixtures.ts";
import type { Answer } from "./answer.ts";

const xml = (operation: string, result: string): string =>
  `<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>`;

const rules = new Map(
  expectedRules(settings, { partition: "aws", account }).map((rule) => [rule.definition.name, rule]),
);

/** What the functions need besides SageMaker and the ledger. Every rule is alive and every queue connected. */
export const messageAnswers: Readonly<Record<string, Answer>> = {
  Publish: () => xml("Publish", "<MessageId>m-1</MessageId>"),
  ListRoleTags: () => xml("ListRoleTags", "<Tags/><IsTruncated>false</IsTruncated>"),
  ListUserTags: () => xml("ListUserTags", "<Tags/><IsTruncated>false</IsTruncated>"),
  ChangeMessageVisibility: () => ({}),
  SendMessage: () => ({ MessageId: "m-1" }),
  LookupEvents: () => ({ Events: [] }),
  DescribeRule: ({ Name }: { Name: string }) => {
    const rule = rules.get(Name)?.definition;
    return { Name, State: rule?.state, EventPattern: JSON.stringify(rule?.pattern) };
  },
  ListTargetsByRule: ({ Rule }: { Rule: string }) => ({ Targets: [{ Id: "queue", Arn: rules.get(Rule)?.target }] }),
  ListEventSourceMappings: ({ FunctionName }: { FunctionName: string }) => ({
    EventSourceMappings: [
      { EventSourceArn: `arn:aws:sqs:us-east-1:${account}:${fed[FunctionName]}`, State: "Enabled" },
    ],
  }),
};
