import type { Change } from "#shared/people/changes.ts";
import type { WantedProfile } from "#shared/people/wanted.ts";

export const statuses = ["created", "updated", "unchanged", "planned", "differs", "refused"] as const;

/** One document of machine output, of `profile create` and `profile update`. */
export interface ToldProfile {
  /** `planned`: --dry-run · `differs`: it is there, and is left as it is · `refused`: nothing was done, and `reason` says why. */
  status: (typeof statuses)[number];
  /** `arn`: null while there is none. */
  profile: { name: string; domainId: string; arn: string | null; tags: Record<string, string>; executionRole: string };
  /** From what is there to what is wanted; all of it where nothing is there. */
  changes: readonly Change[];
  reason?: string;
}

export const asProfile = (
  { name, tags, executionRole }: WantedProfile,
  domainId: string,
  arn: string | null,
): ToldProfile["profile"] => ({ name, domainId, arn, tags: { ...tags }, executionRole });

/** For people: one line for each change. */
export const changeLines = (changes: readonly Change[]): readonly string[] =>
  changes.map((change) => {
    const what = change.what === "tag" ? `tag ${change.key}` : "execution role";
    return `${what}: ${change.before ?? "nothing"} -> ${change.after ?? "nothing"}`;
  });
