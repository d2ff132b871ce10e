import { parseArn } from "../../../model/arn.ts";
import { otherCase, without } from "../../tags.ts";
import { slots, type Tags, type Thing, type Try, tagsNow, tagText } from "../model.ts";
import { call, endOf, holding, inWords, requestTags } from "../tries.ts";
import type { World } from "../world.ts";
import { usedTypes } from "./use-theirs.ts";

/** What writes and what removes tags, by service. */
const actions: Readonly<Record<string, { add: string; remove: string }>> = {
  sagemaker: { add: "sagemaker:AddTags", remove: "sagemaker:DeleteTags" },
  ecr: { add: "ecr:TagResource", remove: "ecr:UntagResource" },
  kms: { add: "kms:TagResource", remove: "kms:UntagResource" },
  logs: { add: "logs:TagResource", remove: "logs:UntagResource" },
};
const actionsFor = ({ arn }: Thing) => actions[parseArn(arn)?.service ?? ""];

const ofPeople = ["user-profile", "space", "app"];

const targets = ({ things }: World): readonly { on: Thing; hasPerson: boolean }[] => [
  ...usedTypes.map((type) => ({ on: things.theirs(type), hasPerson: false })),
  ...ofPeople.map((type) => ({ on: things.theirs(type), hasPerson: true })),
  ...[things.domain, things.repository, things.key, ...things.logGroups].map((on) => ({ on, hasPerson: false })),
];

/** Tags of another team's things become the attacker's. */
export const addTags = (world: World): readonly Try[] =>
  world.sessions.flatMap((by) =>
    targets(world).flatMap(({ on, hasPerson }) =>
      claims(world, hasPerson).flatMap((tags): Try[] => {
        const action = actionsFor(on)?.add;
        if (action === undefined) return [];
        const value = (facts: Parameters<typeof tagsNow>[1]) => tagText({ ...tagsNow(on, facts), ...tags });
        return [
          {
            calls: [call(by, action, on, { context: requestTags(tags), with: inWords(tags) })],
            needs: holding(by),
            makes: { slot: slots.tags(on), value },
          },
        ];
      }),
    ),
  );

const claims = ({ estate: { tagKeys }, attacker }: World, hasPerson: boolean): readonly Tags[] => {
  const team = { [tagKeys.team]: attacker.team };
  const person = { [tagKeys.studiouserid]: attacker.person };
  const shouted = { [otherCase(tagKeys.team)]: attacker.team };
  return hasPerson ? [{ ...team, ...person }, team, person, shouted] : [team, shouted];
};

/** Tags of another team's things go away, for policies that mind only tags that are there; or one's own things leave the team. */
export const deleteTags = (world: World): readonly Try[] => {
  const { team, studiouserid } = world.estate.tagKeys;
  return world.sessions.flatMap((by) => [
    ...targets(world).flatMap(({ on, hasPerson }) =>
      (hasPerson ? [team, studiouserid] : [team]).flatMap((key): Try[] => {
        const action = actionsFor(on)?.remove;
        if (action === undefined) return [];
        const value = (facts: Parameters<typeof tagsNow>[1]) => tagText(without(tagsNow(on, facts), key));
        return [{ calls: [remove(by, action, on, key)], needs: holding(by), makes: { slot: slots.tags(on), value } }];
      }),
    ),
    ...["experiment", "endpoint"].map((type): Try => {
      const on = world.things.mine(type);
      const calls = [remove(by, "sagemaker:DeleteTags", on, team)];
      return { calls, needs: holding(by), end: endOf("data-written", "leaves the team", on, "C10") };
    }),
  ]);
};

const remove = (by: Parameters<typeof call>[0], action: string, on: Thing, key: string) =>
  call(by, action, on, { context: { "aws:TagKeys": [key] }, with: `tag key ${key}` });
