import { BadInput } from "#shared/model/errors.ts";
import type { Settings } from "#shared/model/settings.ts";
import { estateOfAccount } from "#shared/verify/estate/account.ts";
import type { Estate } from "#shared/verify/model.ts";
import { liveRoles } from "../vendors/ground.ts";
import type { CommonOptions, Io } from "../verb.ts";

/** The roles of the live account, with the directory's people in them. */
export const liveEstate = async (options: CommonOptions, io: Io): Promise<Estate> => {
  const { facts, problems, settings } = await liveRoles(options, io);
  for (const { where, what } of problems) io.err(`${where}: ${what}`);
  const [own, other] = teamsOf(settings);
  io.err(`${own} is attacked by ${other}; policies of the organisation are not read, so they limit nobody`);
  return estateOfAccount(facts, settings, { own, other });
};

/** The first two: the policies of all are one text. */
const teamsOf = ({ teams, people }: Settings): readonly [string, string] => {
  const peopled = Object.keys(teams).filter((team) => Object.values(people).some((person) => person.team === team));
  const [own, other] = peopled;
  if (own === undefined || other === undefined) {
    throw new BadInput(
      "teams: fewer than two have people; allowed for --live: two teams or more, between which there is a border",
    );
  }
  return [own, other];
};
