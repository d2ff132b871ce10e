import { inDirectory, type Settings } from "../model/settings.ts";

/** Whether this person may approve for the team on this day: a general approver, or one of the team's, who has not left. */
export const isApprover = (id: string, team: string | undefined, settings: Settings, at: string): boolean => {
  const person = inDirectory(settings.people, id);
  if (person === undefined || (person.left !== undefined && person.left <= at.slice(0, 10))) return false;
  const own = team === undefined ? undefined : inDirectory(settings.teams, team);
  return settings.approvers.includes(id) || (own?.approvers.includes(id) ?? false);
};
