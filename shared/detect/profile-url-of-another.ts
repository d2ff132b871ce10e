import type { Rule, SeenProfileUrl } from "./rule.ts";

/** Somebody asked for the address of another person's profile. */
export const profileUrlOfAnother: Rule<SeenProfileUrl> = {
  id: "profile-url-of-another",
  severity: "critical",
  why: "The address lets whoever has it into the profile: its files, its role, and its name as the source identity of everything that is done.",
  blind: "Who opens the address. A request whose session proves nobody is told as such, and may have been the owner's.",
  remediation:
    "If it was granted, end the profile's apps, look in the trail at what its role did since, and see which statement allowed it: `sagewarden verify --live`.",
  detect: ({ asked, profile, asker }) => {
    const by = asked.principal.arn ?? asked.principal.type;
    const what = asked.refused === undefined ? "was given" : `was refused (${asked.refused})`;
    if (asker === null) {
      return asked.refused === undefined
        ? [`${by}, whom nothing proves to be a person, was given the address of the profile ${profile.name}`]
        : [];
    }
    if (asker === profile.studiouserid) return [];
    const whose = profile.studiouserid === null ? "which is nobody's" : `which is ${profile.studiouserid}'s`;
    return [`${asker} (${by}) ${what} the address of the profile ${profile.name}, ${whose}`];
  },
  severityOf: ({ asked, asker }) => {
    if (asked.refused !== undefined) return "medium";
    return asker === null ? "medium" : "critical";
  },
};
