import type { LiveRole } from "#shared/aws/inspect/iam.ts";
import { matchesGlob } from "#shared/model/glob.ts";
import { names } from "#shared/names.ts";
import { definitionsFor } from "../../infra/definitions.ts";
import { neededBy, writesIam } from "../../infra/iam-writes.ts";
import { type Answer, type Check, fail, ok, warn, worst } from "./check.ts";

const deploy = "npm run deploy";

export const judgeDeadLetters = (queue: string, messages: number | undefined): Answer => {
  if (messages === undefined) return fail(`${queue} is missing`, deploy);
  if (messages === 0) return ok(queue);
  return warn(
    `${queue} holds about ${messages} messages`,
    "read their `reason` attribute, mend what it names, then redrive them",
  );
};

export const deadLetters: Check = {
  id: "dead-letters",
  run: async ({ account }) =>
    worst(
      await Promise.all(
        [
          names.queues.creationsDead,
          names.queues.sessionsDead,
          names.queues.vendorActsDead,
          names.queues.auditsDead,
        ].map(async (queue) => judgeDeadLetters(queue, await account.messages(queue))),
      ),
      "every dead-letter queue is empty",
    ),
};

/** Whether one of a policy's patterns matches: IAM does not tell upper from lower case in actions. */
const covers = (patterns: readonly string[], action: string): boolean =>
  patterns.some((pattern) => matchesGlob(action.toLowerCase(), pattern.toLowerCase()));

/** The role as it is against what its function's definition needs. Actions only: resources and conditions are not compared. */
export const judgeRole = (
  name: string,
  role: LiveRole | undefined,
  needed: readonly string[],
  boundary: string = names.boundary,
): Answer => {
  if (role === undefined) return fail(`the role ${name} is missing`, deploy);
  if (!role.arn.includes(`:role${names.rolePath}`)) return fail(`${role.arn} is not under ${names.rolePath}`, deploy);
  const missing = needed.filter((action) => !covers(role.allowed, action));
  if (missing.length > 0) return fail(`the policies of ${name} do not allow ${missing.join(", ")}`, deploy);
  const denied = needed.filter((action) => covers(role.denied, action));
  if (denied.length > 0) return fail(`the policies of ${name} deny ${denied.join(", ")}`, deploy);
  if (role.boundary === undefined) return fail(`the role ${name} has no permissions boundary`, deploy);
  if (!role.boundary.endsWith(`:policy${names.rolePath}${boundary}`))
    return fail(`the permissions boundary of ${name} is ${role.boundary}, not ${boundary}`, deploy);
  return ok(name);
};

export const permissions: Check = {
  id: "permissions",
  run: async ({ account, settings }) =>
    worst(
      await Promise.all(
        definitionsFor(settings).map(async (definition) => {
          const { functionName } = definition;
          const boundary = writesIam(definition) ? names.containmentBoundary : names.boundary;
          return judgeRole(functionName, await account.role(functionName), neededBy([definition]), boundary);
        }),
      ),
      "each function's role allows the actions of its definition, within the boundary",
    ),
};
