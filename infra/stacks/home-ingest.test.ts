import { describe, expect, test } from "@jest/globals";
import { patternLimit } from "../../shared/event-pattern.ts";
import { names } from "../../shared/names.ts";
import { rulesFor } from "../../shared/rules.ts";
import { visibilityFactor } from "../constructs/ingest-queue.ts";
import { definitions } from "../definitions.ts";
import { ofType, type Synthesised, statementsOf, synthesise, text } from "../fixture.ts";

const stacks = synthesise();
const home = stacks[names.stack] as Synthesised;

const queueNameOf = (reference: unknown): unknown => {
  const [id] = (reference as { "Fn::GetAtt": string[] })["Fn::GetAtt"];
  return home.resources[String(id)]?.Properties.QueueName;
};

describe("each queue", () => {
  const queues = ofType(home, "AWS::SQS::Queue");

  test("of names.queues is in the stack, and no other", () => {
    const found = queues.map(([, { Properties }]) => Properties.QueueName);
    expect(found.toSorted()).toEqual(Object.values(names.queues).toSorted());
  });

  test("feeds its function, and is set for the time that it may run", () => {
    const mappings = ofType(home, "AWS::Lambda::EventSourceMapping").map(([, { Properties }]) => Properties);
    const fed = mappings.map(({ EventSourceArn, FunctionName }) => [
      queueNameOf(EventSourceArn),
      home.resources[(FunctionName as { Ref: string }).Ref]?.Properties.FunctionName,
    ]);
    const wanted = definitions.flatMap(({ functionName, source }) =>
      source.type === "queue" ? [[names.queues[source.queue], functionName]] : [],
    );
    expect(fed.toSorted()).toEqual(wanted.toSorted());
    for (const { source, timeout } of definitions) {
      if (source.type !== "queue") continue;
      const queue = queues.find(([, { Properties }]) => Properties.QueueName === names.queues[source.queue]);
      expect(queue?.[1].Properties.VisibilityTimeout).toBe(timeout * visibilityFactor);
    }
  });

  test("of dead letters takes poison from the function that found it", () => {
    for (const { functionName, source } of definitions.filter(({ permissions }) =>
      permissions.some(({ resources }) => resources.includes("deadLetters")),
    )) {
      const name = names.queues[source.type === "queue" ? (`${source.queue}Dead` as const) : "creationsDead"];
      const [id] = queues.find(([, { Properties }]) => Properties.QueueName === name) ?? [];
      const policies = ofType(home, "AWS::SQS::QueuePolicy").filter(([, { Properties }]) =>
        text(Properties.Queues).includes(`"${id}"`),
      );
      const deny = policies.flatMap(([, policy]) => statementsOf(policy)).find(({ Sid }) => Sid === "NobodyElse");
      expect(text(deny?.Condition?.ArnNotLike?.["aws:PrincipalArn"])).toContain(
        `:role${names.rolePath}${functionName}"`,
      );
    }
  });
});

describe("rules", () => {
  const made = ofType(home, "AWS::Events::Rule").map(([, { Properties }]) => Properties);

  test("are those of shared/rules.ts, for the account they are made in", () => {
    const account = "123456789012";
    const here = JSON.parse(
      text(
        made.map(({ Name, State, EventPattern }) => ({ name: Name, state: State, pattern: EventPattern })),
      ).replaceAll('{"Ref":"AWS::AccountId"}', `"${account}"`),
    );
    const wanted = rulesFor({ partition: "aws", account });
    expect(here.map(({ name }: { name: string }) => name).toSorted()).toEqual(
      wanted.map(({ name }) => name).toSorted(),
    );
    for (const { name, state, pattern } of wanted) {
      const rule = here.find((one: { name: string }) => one.name === name);
      const flat = JSON.parse(
        text(rule.pattern).replace(/\{"Fn::Join":\["",\[("[^\]]*")\]\]\}/g, (_, parts: string) =>
          text((JSON.parse(`[${parts}]`) as string[]).join("")),
        ),
      );
      expect({ state: rule.state, pattern: flat }).toEqual({ state, pattern: JSON.parse(text(pattern)) });
      expect(text(flat).length).toBeLessThanOrEqual(patternLimit);
    }
  });

  test("write to their queue, and what does not get there to its dead letters", () => {
    const targets = made.map(({ Name, Targets }) => {
      const [target] = Targets as { Arn: unknown; DeadLetterConfig: { Arn: unknown } }[];
      return [Name, queueNameOf(target?.Arn), queueNameOf(target?.DeadLetterConfig.Arn)];
    });
    const wanted = rulesFor({ partition: "aws", account: "" }).map(({ name, queue }) => [
      name,
      names.queues[queue],
      names.queues[`${queue}Dead`],
    ]);
    expect(targets.toSorted()).toEqual(wanted.toSorted());
  });
});
