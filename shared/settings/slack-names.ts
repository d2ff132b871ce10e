import { quoted } from "./words.ts";

/** What is wrong with the name of a channel, or undefined. Slack's names are in lower case, at most 80 characters. */
export const channelProblem = (channel: string): string | undefined =>
  /^#[\p{Ll}\p{Lo}\p{N}_-]{1,80}$/u.test(channel) || /^[CG][A-Z0-9]{1,20}$/.test(channel)
    ? undefined
    : `${quoted(channel)} is no Slack channel; allowed: its name such as "#team-a-ml" in lower case and quotes, or its id such as C0123456789`;

/** What is wrong with a person's member id, or undefined: names and addresses can be changed, and prove nobody. */
export const memberProblem = (member: string): string | undefined =>
  /^[UW][A-Z0-9]{1,20}$/.test(member)
    ? undefined
    : `${quoted(member)} is no Slack member id; allowed: an id such as U0123456789 or W0123456789 ("Copy member ID" in the person's Slack profile)`;
