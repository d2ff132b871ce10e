import type { LiveRole } from "#shared/aws/inspect/iam.ts";
import { names } from "#shared/names.ts";
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
        [names.queues.creationsDead, names.queues.sessionsDead].map(async (queue) =>
          judgeDeadLetters(queue, await account.messages(queue)),
        ),
      ),
      "both dead-letter queues are empty",
    ),
};

export const judgeRole = (name: string, role: LiveRole | undefined): Answer => {
  if (role === undefined) return fail(`the role ${name} is missing`, deploy);
  if (!role.arn.includes(`:role${names.rolePath}`)) return fail(`${role.arn} is not under ${names.rolePath}`, deploy);
  if (role.policies.length === 0) return fail(`the role ${name} has no policy`, deploy);
  if (role.boundary === undefined) return warn(`the role ${name} has no permissions boundary`, deploy);
  return ok(name);
};

export const permissions: Check = {
  id: "permissions",
  run: async ({ account }) =>
    worst(
      await Promise.all(Object.values(names.functions).map(async (name) => judgeRole(name, await account.role(name)))),
      "each function has its role, a policy and the boundary",
    ),
};
