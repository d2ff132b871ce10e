import type { Settings } from "../model/settings.ts";

/** The one person of the directory with this Slack user id. Two people with one id are nobody. */
export const personOfSlackUser = (slackUser: string, { people }: Settings): string | undefined => {
  const [found, ...others] = Object.entries(people).filter(([, { slack }]) => slack === slackUser);
  return slackUser !== "" && others.length === 0 ? found?.[0] : undefined;
};
