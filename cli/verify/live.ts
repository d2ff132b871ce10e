import { estateOfAccount } from "#shared/verify/estate/account.ts";
import type { Estate } from "#shared/verify/model.ts";
import { liveRoles } from "../vendors/ground.ts";
import type { CommonOptions, Io } from "../verb.ts";
import { teamsOf } from "./teams.ts";

/** The roles of the live account, with the directory's people in them. */
export const liveEstate = async (options: CommonOptions, io: Io): Promise<Estate> => {
  const { facts, problems, settings } = await liveRoles(options, io);
  for (const { where, what } of problems) io.err(`${where}: ${what}`);
  const teams = teamsOf(settings);
  io.err(`${teams.own} is attacked by ${teams.other}; policies of the organisation are not read, so they limit nobody`);
  return estateOfAccount(facts, settings, teams);
};
