import { projectOf } from "../access/units.ts";
import { inDirectory, type Settings } from "../model/settings.ts";
import { tagKeysOf } from "../model/tag-keys.ts";
import { type Tags, tagMap } from "../model/tags.ts";

/** What the directory says of a person, as session tags: team and studiouserid, and the project where teams have borders within. */
export const directoryTags = (person: string, settings: Pick<Settings, "access" | "people" | "tags">): Tags => {
  const keys = tagKeysOf(settings);
  const team = inDirectory(settings.people, person)?.team;
  const project = projectOf(person, settings);
  return tagMap([
    ...(team === undefined ? [] : [[keys.team, team] as const]),
    [keys.studiouserid, person],
    ...(project === undefined ? [] : [[keys.project, project] as const]),
  ]);
};
