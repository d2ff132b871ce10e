import type { SeenProfileUrl } from "../detect/rule.ts";
import type { Finding } from "../model/finding.ts";
import type { Notice } from "../model/notice.ts";
import { inDirectory, type Settings } from "../model/settings.ts";

/** The owner is told, and with every notice whoever reads the topic of all. Refused ones of one principal once a day for each profile. */
export const profileUrlNotices = (
  { asked, profile, asker }: SeenProfileUrl,
  findings: readonly Finding[],
  { people }: Pick<Settings, "people">,
  now: string,
): readonly Notice[] =>
  findings.map(({ severity, detail, remediation }) => {
    const by = asked.principal.arn ?? asked.principal.type;
    const which = asked.refused === undefined ? asked.eventId : `${by}#${asked.at.slice(0, 10)}`;
    const owner = profile.studiouserid ?? undefined;
    return {
      id: `profile-url#${asked.resource.arn}#${which}`,
      type: "profile-url",
      severity,
      resource: asked.resource,
      team: owner === undefined ? undefined : inDirectory(people, owner)?.team,
      studiouserid: owner,
      at: now,
      title:
        asked.refused === undefined
          ? `Somebody else was given the address of the profile ${profile.name}`
          : `Somebody else asked for the address of the profile ${profile.name}`,
      detail,
      remediation,
      facts: {
        ...{ principal: by, asker: asker ?? "nobody proven", answer: asked.refused ?? "granted" },
        ...{ askedAt: asked.at, region: asked.region, eventId: asked.eventId },
      },
    };
  });
