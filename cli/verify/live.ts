import type { Standing } from "#shared/model/organization.ts";
import { regionsOf, type Settings } from "#shared/model/settings.ts";
import { keyOf } from "#shared/model/tag-keys.ts";
import { estateOfAccount } from "#shared/verify/estate/account.ts";
import { type OrganizationLayers, organizationLayers } from "#shared/verify/estate/organization.ts";
import { type WorkedAs, workedAsIn } from "#shared/verify/estate/worked-as.ts";
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
  const workedAs = await liveWorkedAs(settings).catch((error: unknown) => {
    io.err(`which roles domains and profiles name is not read, so it is not asked: ${describeFailure(error)}`);
    return [];
  });
  return { ...estateOfAccount(facts, settings, teams, { marks: new Map(), workedAs }), scps, rcps };
};

/** Far above what a domain holds. */
const most = 100_000;

/** The execution roles that domains and profiles name, in every region that is watched. */
const liveWorkedAs = async (settings: Settings): Promise<readonly WorkedAs[]> => {
  const { listDomains, listProfiles } = await import("#shared/aws/inspect/sagemaker.ts");
  const named: WorkedAs[] = [];
  for (const region of regionsOf(settings)) {
    const domains = await listDomains({ region });
    const profiles = domains.length === 0 ? [] : await listProfiles(most, { region });
    named.push(...workedAsIn({ domains, profiles }, keyOf("team", settings)));
  }
  return named;
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
