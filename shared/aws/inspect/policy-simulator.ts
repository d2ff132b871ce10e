import { IAMClient, SimulateCustomPolicyCommand } from "@aws-sdk/client-iam";
import type { AskAll, Opinion } from "../../verify/cells/second-opinion.ts";
import { nameCalls } from "../named-calls.ts";
import { makeClient, type Place } from "./client.ts";
import { collect } from "./pages.ts";
import { type Asked, inputFor, keyMaker, limitOf } from "./simulator-input.ts";

/** What AWS's own simulator says to one case. */
export type Ask = (asked: Asked) => Promise<Opinion>;

/** A matrix asks thousands of times: what is throttled waits, and the next calls are slower. */
const patient = (place: Place): IAMClient =>
  nameCalls(new IAMClient({ ...place, maxAttempts: 8, retryMode: "adaptive" }));

/**
 * Asks `iam:SimulateCustomPolicy`, which reads nothing in the account. One call asks for all actions that differ in nothing else.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
 */
export const policySimulators =
  (place: Place, client: Pick<IAMClient, "send"> = patient(place)): AskAll =>
  async (asked) => {
    const keyOf = keyMaker();
    const groups = [
      ...Map.groupBy(
        asked.filter((each) => limitOf(each) === undefined),
        keyOf,
      ),
    ];
    const answers = new Map<string, ReadonlyMap<string, Opinion>>();
    for (let at = 0; at < groups.length; at += atOnce) {
      const some = groups.slice(at, at + atOnce);
      await Promise.all(some.map(async ([key, group]) => void answers.set(key, await answersTo(group, client))));
    }
    return asked.map((each): Opinion => {
      const limit = limitOf(each);
      if (limit !== undefined) return { limit };
      return answers.get(keyOf(each))?.get(each.request.action.toLowerCase()) ?? noDecision;
    });
  };

export const policySimulator =
  (place: Place, client: Pick<IAMClient, "send"> = makeClient(IAMClient, place)): Ask =>
  async (asked) =>
    (await policySimulators(place, client)([asked]))[0] ?? noDecision;

const noDecision: Opinion = { limit: "it gave no decision" };
/** Calls at a time, and actions of one call. */
const atOnce = 4;
const mostActions = 25;

/** By the action in lower case. */
const answersTo = async (
  group: readonly Asked[],
  client: Pick<IAMClient, "send">,
): Promise<ReadonlyMap<string, Opinion>> => {
  const [first] = group;
  const actions = [...new Set(group.map(({ request }) => request.action))];
  const found = new Map<string, Opinion>();
  for (let at = 0; first !== undefined && at < actions.length; at += mostActions) {
    for (const [action, opinion] of await simulate(first, actions.slice(at, at + mostActions), client)) {
      found.set(action.toLowerCase(), opinion);
    }
  }
  return found;
};

/** Some actions are refused beside others: then each is asked by itself. */
const simulate = async (
  asked: Asked,
  actions: readonly string[],
  client: Pick<IAMClient, "send">,
): Promise<readonly (readonly [string, Opinion])[]> => {
  try {
    return await simulateTogether(asked, actions, client);
  } catch (error) {
    const { name, message } = error as Error;
    if (!/^(InvalidInput|PolicyEvaluation)/.test(name)) throw error;
    if (actions.length === 1) return actions.map((action) => [action, { limit: `it refused: ${message}` }]);
    const alone: (readonly [string, Opinion])[] = [];
    for (const action of actions) alone.push(...(await simulate(asked, [action], client)));
    return alone;
  }
};

const simulateTogether = async (
  asked: Asked,
  actions: readonly string[],
  client: Pick<IAMClient, "send">,
): Promise<readonly (readonly [string, Opinion])[]> => {
  const results = await collect(Number.POSITIVE_INFINITY, async (Marker) => {
    const answer = await client.send(new SimulateCustomPolicyCommand({ ...inputFor(asked, actions), Marker }));
    return { items: answer.EvaluationResults ?? [], next: answer.IsTruncated ? answer.Marker : undefined };
  });
  return results.flatMap(({ EvalActionName, EvalDecision, ResourceSpecificResults }) => {
    const decision = ResourceSpecificResults?.[0]?.EvalResourceDecision ?? EvalDecision;
    const action = EvalActionName ?? (actions.length === 1 ? actions[0] : undefined);
    return action === undefined || decision === undefined ? [] : [[action, { decision }] as const];
  });
};
