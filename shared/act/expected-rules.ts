import { regionsOf, type Settings } from "../model/settings.ts";
import { names } from "../names.ts";
import { type RuleDefinition, type RulePlace, rulesFor } from "../rules.ts";
import { registeredRoles } from "../vendor-rules.ts";

/** A rule where it has to be, and what it has to feed: a queue at home, the home region's bus elsewhere. */
export interface ExpectedRule {
  region: string;
  definition: RuleDefinition;
  target: string;
}

/** Where the records of STS's global endpoint appear. */
const globalRegionOf = (partition: string): string =>
  ({ "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1" })[partition] ?? "us-east-1";

/** Every rule of the deployed stacks. A region without SageMaker work of ours needs only the rules for sessions and vendors. */
export const expectedRules = (settings: Settings, place: RulePlace): readonly ExpectedRule[] => {
  const { partition, account } = place;
  const sageMaker = regionsOf(settings);
  const home = sageMaker[0] ?? globalRegionOf(partition);
  const target = (region: string, { queue }: RuleDefinition): string =>
    region === home
      ? `arn:${partition}:sqs:${home}:${account}:${names.queues[queue]}`
      : `arn:${partition}:events:${home}:${account}:event-bus/default`;
  const global = globalRegionOf(partition);
  const isNeeded = (region: string, { queue, isGlobal }: RuleDefinition): boolean =>
    region === home || (isGlobal ? region === global : queue !== "creations" || sageMaker.includes(region));
  return [...new Set([home, ...sageMaker, global])].flatMap((region) =>
    rulesFor(place, registeredRoles(settings))
      .filter((rule) => isNeeded(region, rule))
      .map((definition) => ({ region, definition, target: target(region, definition) })),
  );
};
