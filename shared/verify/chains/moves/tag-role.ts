import { without } from "../../tags.ts";
import { slots, type Try, tagsNow, tagText } from "../model.ts";
import { call, endOf, hasKey, holding, inWords, requestTags } from "../tries.ts";
import { roleThing, type World } from "../world.ts";

/** The tags of roles say whose they are: one's own becomes the victim's, or another one becomes one's own to pass. */
export const tagRole = (world: World): readonly Try[] => {
  const { tagKeys } = world.estate;
  return world.sessions.flatMap((by) => [
    ...(hasKey(by.tags, tagKeys.team) ? [] : [becomeTheirs(world, by)]),
    ...world.foreignRoles.map((role) => untag(by, roleThing(role), tagKeys.team)),
    ...world.foreignRoles.map((role): Try => {
      const on = roleThing(role);
      const tags = { [tagKeys.team]: world.attacker.team };
      return {
        calls: [call(by, "iam:TagRole", on, { context: requestTags(tags), with: inWords(tags) })],
        needs: holding(by),
        makes: { slot: slots.tags(on), value: (facts) => tagText({ ...tagsNow(on, facts), ...tags }) },
      };
    }),
  ]);
};

const untag = (by: World["sessions"][number], on: ReturnType<typeof roleThing>, key: string): Try => ({
  calls: [call(by, "iam:UntagRole", on, { context: { "aws:TagKeys": [key] }, with: `tag key ${key}` })],
  needs: holding(by),
  makes: { slot: slots.tags(on), value: (facts) => tagText(without(tagsNow(on, facts), key)) },
});

/** A tag of the session would hide the role's. */
const becomeTheirs = ({ estate, victim }: World, by: World["sessions"][number]): Try => {
  const on = roleThing(by.role);
  const tags = { [estate.tagKeys.team]: victim.team };
  return {
    calls: [call(by, "iam:TagRole", on, { context: requestTags(tags), with: inWords(tags) })],
    needs: holding(by),
    end: endOf("role-gained", "iam:TagRole", on),
  };
};
