import { describe, expect, test } from "@jest/globals";
import { lastReceive } from "../../shared/decide/delays.ts";
import { names } from "../../shared/names.ts";
import { patternLimit, rulesFor } from "../../shared/rules.ts";
import { definitions } from "../definitions.ts";
import { ofType, type Synthesised, statementsOf, synthesise, text } from "../fixture.ts";

const stacks = synthesise();
const home = stacks[names.stack] as Synthesised;

describe("each queue", () => {
  const queues = ofType(home, "AWS::SQS::Queue");
  const policyOf = (id: string) =>
    ofType(home, "AWS::SQS::QueuePolicy")
      .filter(([, { Properties }]) => text(Properties.Queues).includes(`"${id}"`))
      .flatMap(([, policy]) => statementsOf(policy));
  const dead = new Set(
    queues.map(([, { Properties }]) =>
      text((Properties.RedrivePolicy as { deadLetterTargetArn: unknown } | undefined)?.deadLetterTargetArn),
    ),
  );

  test.each(queues.map(([id, queue]) => [String(queue.Properties.QueueName), id, queue] as const))(
    "%s is sealed",
    (_, id, queue) => {
      expect(queue.Properties.KmsMasterKeyId).toEqual({ "Fn::GetAtt": [expect.stringMatching(/^Key/), "Arn"] });
      const statements = policyOf(id);
      expect(statements).toContainEqual(
        expect.objectContaining({
          Effect: "Deny",
          Action: "sqs:*",
          Principal: { AWS: "*" },
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
      );
      expect(statements.filter(({ Effect }) => Effect === "Allow")).toEqual([
        expect.objectContaining({
          Action: "sqs:SendMessage",
          Principal: { Service: "events.amazonaws.com" },
          Condition: { ArnEquals: { "aws:SourceArn": expect.anything() } },
        }),
      ]);
      expect(statements.find(({ Sid }) => Sid === "NobodyElse")).toMatchObject({
        Effect: "Deny",
        Action: "sqs:SendMessage",
        Principal: { AWS: "*" },
      });
    },
  );

  test("is a dead-letter queue or has one", () => {
    for (const [id, { Properties }] of queues) {
      const isDead = dead.has(text({ "Fn::GetAtt": [id, "Arn"] }));
      expect([Properties.QueueName, isDead || Properties.RedrivePolicy !== undefined]).toEqual([
        Properties.QueueName,
        true,
      ]);
    }
  });

  test("gives a record back more often than the longest retry ladder, and hides it six times as long as its function may run", () => {
    const fed = queues.filter(([, { Properties }]) => Properties.RedrivePolicy !== undefined);
    expect(fed).toHaveLength(2);
    for (const [, { Properties }] of fed) {
      expect((Properties.RedrivePolicy as { maxReceiveCount: number }).maxReceiveCount).toBeGreaterThan(lastReceive);
      const timeouts = definitions
        .filter(({ source }) => source.type === "queue" && names.queues[source.queue] === Properties.QueueName)
        .map(({ timeout }) => timeout);
      expect(Properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * Math.max(...timeouts));
    }
  });

  test("takes poison from the function that found it, and from no other role", () => {
    for (const { functionName, source } of definitions.filter(({ permissions }) =>
      permissions.some(({ resources }) => resources.includes("deadLetters")),
    )) {
      const name = names.queues[source.type === "queue" ? (`${source.queue}Dead` as const) : "creationsDead"];
      const [id] = queues.find(([, { Properties }]) => Properties.QueueName === name) ?? [];
      const condition = policyOf(String(id)).find(({ Sid }) => Sid === "NobodyElse")?.Condition;
      expect(text(condition?.ArnNotEquals?.["aws:PrincipalArn"])).toContain(`:role${names.rolePath}${functionName}"`);
    }
    const sealed = queues.filter(([, { Properties }]) => !String(Properties.QueueName).endsWith("-dead"));
    for (const [id] of sealed) expect(text(policyOf(id))).not.toContain("aws:PrincipalArn");
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

  test("lose nothing: each target is tried for a day and has dead letters", () => {
    for (const { Targets } of made) {
      expect(Targets).toEqual([
        expect.objectContaining({
          DeadLetterConfig: { Arn: expect.anything() },
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        }),
      ]);
    }
  });
});
