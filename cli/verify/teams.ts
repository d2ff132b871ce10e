import { BadInput } from "#shared/model/errors.ts";
import type { Settings } from "#shared/model/settings.ts";
import type { Estate } from "#shared/verify/model.ts";

/** The first two of the settings that have people: the policies of all are one text. */
export const teamsOf = ({ teams, people }: Pick<Settings, "teams" | "people">): Estate["teams"] => {
  const peopled = Object.keys(teams).filter((team) => Object.values(people).some((person) => person.team === team));
  const [own, other] = peopled;
  if (own === undefined || other === undefined) {
    throw new BadInput(
      "teams: fewer than two have people; allowed here: two teams or more, between which there is a border",
    );
  }
  return { own, other };
};
