import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { Duration } from "aws-cdk-lib";
import type { EnvironmentName, ScheduleSource } from "../shared/model/function-definition.ts";
import { names } from "../shared/names.ts";
import { definitions } from "./definitions.ts";

/** The words that `shared/model/function-definition.ts` gives, each with the variable that names it. */
const variables: Readonly<Record<string, EnvironmentName | undefined>> = {
  table: "TABLE_NAME",
  topic: "TOPIC_ARN",
  teamTopics: "TOPIC_ARN",
  queue: "QUEUE_URL",
  deadLetters: "DEAD_LETTER_URL",
  creationsQueue: "CREATIONS_URL",
  noticesQueue: "NOTICES_URL",
  answersQueue: "ANSWERS_URL",
  auditsQueue: "AUDITS_URL",
  slackSecret: undefined,
  connectionRoles: undefined,
  settleFunction: undefined,
  containFunction: undefined,
  restoreFunction: undefined,
  evidence: "EVIDENCE_BUCKET",
  evidenceBucket: "EVIDENCE_BUCKET",
  macKey: "MAC_KEY",
};
const stackResources = Object.keys(variables);

test("every folder of functions/ is defined, and no other", () => {
  const folders = readdirSync(fileURLToPath(new URL("../functions", import.meta.url)));
  expect(definitions.map(({ folder }) => folder).toSorted()).toEqual(folders.toSorted());
});

test("every name that the rest of the product knows is a function's, once", () => {
  const functionNames = definitions.map(({ functionName }) => functionName);
  expect(functionNames.toSorted()).toEqual(Object.values(names.functions).toSorted());
});

describe.each(definitions.map((definition) => [definition.folder, definition] as const))("%s", (_, definition) => {
  const { description, timeout, memory, permissions, source } = definition;

  test("is within Lambda's limits: 15 minutes, 128 to 10,240 MiB, 256 characters of description", () => {
    expect([timeout > 0, timeout <= 900, memory >= 128, memory <= 10_240]).toEqual([true, true, true, true]);
    expect(description.length).toBeLessThanOrEqual(256);
    expect(description).not.toBe("");
  });

  test("needs the stack's own resources by name or AWS's by ARN, and says why where it is all of them", () => {
    for (const { resources, why } of permissions) {
      for (const resource of resources) {
        if (!stackResources.includes(resource)) expect(resource).toMatch(/^(arn:\$\{Partition\}:[a-z0-9]+:\S+|\*)$/);
        if (resource === "*") expect(why).toMatch(/knows no resources/);
      }
      expect(why.length).toBeGreaterThan(20);
    }
  });

  test("names its environment for what it needs", () => {
    const needed = permissions.flatMap(({ resources }) => resources.flatMap((resource) => variables[resource] ?? []));
    // The alias is named by whoever starts an execution; a callback has an id of its own. The topic's ARN also says where we are.
    const free: readonly EnvironmentName[] = ["SETTLE_ARN", "CONTAIN_ARN", "RESTORE_ARN", "TOPIC_ARN"];
    const named = definition.environment.filter((variable) => !free.includes(variable) || needed.includes(variable));
    expect(named.toSorted()).toEqual([...new Set(needed)].toSorted());
  });

  const scheduled = source.type === "schedule" ? [source] : [];
  for (const { every } of scheduled satisfies ScheduleSource[]) {
    test("ends before its next run", () => {
      expect(Duration.parse(every).toSeconds()).toBeGreaterThan(timeout);
    });
  }
});
