import type { Standing } from "#shared/model/organization.ts";
import { regionsOf, type Settings } from "#shared/model/settings.ts";
import { estateOfAccount } from "#shared/verify/estate/account.ts";
import { type OrganizationLayers, organizationLayers } from "#shared/verify/estate/organization.ts";
import type { Estate } from "#shared/verify/model.ts";
import { describeFailure } from "../failure.ts";
import { liveRoles } from "../vendors/ground.ts";
import type { CommonOptions, Io } from "../verb.ts";
import { teamsOf } from "./teams.ts";

/** The roles of the live account, with the directory's people in them, under what its organisation lets them. */
export const liveEstate = async (options: CommonOptions, io: Io): Promise<Estate> => {
  const { facts, problems, settings } = await liveRoles(options, io);
  for (const { where, what } of problems) io.err(`${where}: ${what}`);
  const teams = teamsOf(settings);
  io.err(`${teams.own} is attacked by ${teams.other}`);
  const { scps, rcps, unread } = await liveOrganization(facts.account, settings);
  for (const line of unread) io.err(line);
  return { ...estateOfAccount(facts, settings, teams), scps, rcps };
};

/** What limits an account from above, as far as it can be read. */
export const liveOrganization = async (account: string, settings: Settings): Promise<OrganizationLayers> =>
  organizationLayers(await standingOf(account, settings));

const standingOf = async (account: string, settings: Settings): Promise<Standing> => {
  const { readStanding } = await import("#shared/aws/inspect/organizations.ts");
  const { readRole } = settings.organization;
  return readStanding({ account, readRole }, { region: regionsOf(settings)[0] ?? "" }).catch((error: unknown) => ({
    ...{ type: "unknown", why: describeFailure(error) },
  }));
};
