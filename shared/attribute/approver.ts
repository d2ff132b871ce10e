import { inDirectory, type Settings } from "../model/settings.ts";
import { directoryOf } from "./directory.ts";

/** Whether this person may approve for the team on this day: a general approver, or one of the team's, who has not left. */
export const isApprover = (id: string, team: string | undefined, settings: Settings, at: string): boolean => {
  const own = team === undefined ? undefined : inDirectory(settings.teams, team);
  return isThere(id, settings, at) && (settings.approvers.includes(id) || (own?.approvers.includes(id) ?? false));
};

/** Of all teams or of any: what is in use is not one team's affair. */
export const isApproverOfAny = (id: string, settings: Settings, at: string): boolean =>
  isThere(id, settings, at) &&
  (settings.approvers.includes(id) || Object.values(settings.teams).some(({ approvers }) => approvers.includes(id)));

const isThere = (id: string, settings: Settings, at: string): boolean => {
  const { isPerson, hasLeft } = directoryOf(settings);
  return isPerson(id) && !hasLeft(id, at);
};
