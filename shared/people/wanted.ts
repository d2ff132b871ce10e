import { isolatesByProject, projectOf } from "../access/units.ts";
import { BadInput } from "../model/errors.ts";
import { inDirectory, type Settings } from "../model/settings.ts";
import { type Tags, tagMap } from "../model/tags.ts";
import { executionRole } from "../names.ts";
import { list, quoted, suggestion } from "../settings/words.ts";
import { arnUnder, type Ground } from "./model.ts";

/** A person's user profile as it must be. Its name is the person's id: Studio makes it the source identity of all that is done in it. */
export interface WantedProfile {
  person: string;
  team: string;
  name: string;
  tags: Tags;
  executionRole: string;
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateUserProfile.html */
const profileName = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

export const canNameProfile = (person: string): boolean => person.length <= 63 && profileName.test(person);

export const hasLeft = ({ left }: Settings["people"][string], today: string): boolean =>
  left !== undefined && left <= today;

/** Where projects are kept apart, who is in none has no role to work as. */
export const isPlaced = (person: string, { settings }: Pick<Ground, "settings">): boolean =>
  !isolatesByProject(settings) || projectOf(person, settings) !== undefined;

/** Of somebody in the directory who is placed. */
export const profileOf = (person: string, team: string, ground: Ground): WantedProfile => {
  const project = projectOf(person, ground.settings);
  const { path, name } = executionRole(team, project);
  return {
    ...{ person, team, name: person },
    tags: tagMap([
      [ground.keys.team, team],
      [ground.keys.studiouserid, person],
      ...(project === undefined ? [] : [[ground.keys.project, project] as const]),
    ]),
    executionRole: arnUnder(ground, "iam", `role${path}${name}`),
  };
};

/** Throws BadInput for a person who is not in the directory, who left, or after whom no profile can be named. */
export const profileWanted = (person: string, ground: Ground): WantedProfile => {
  const { people } = ground.settings;
  const entry = inDirectory(people, person);
  const here = Object.keys(people).filter((id) => !hasLeft(people[id] as Settings["people"][string], ground.today));
  if (entry === undefined) {
    throw new BadInput(
      `${quoted(person)} is no person of the directory; allowed: ${list(here)}${suggestion(person, here)}`,
    );
  }
  if (hasLeft(entry, ground.today)) {
    const next = entry.successor === undefined ? "" : `; the successor is ${quoted(entry.successor)}`;
    throw new BadInput(`${quoted(person)} left on ${entry.left}; allowed: a person who is here${next}`);
  }
  if (!isPlaced(person, ground)) {
    const projects = Object.keys(inDirectory(ground.settings.access?.projects ?? {}, entry.team) ?? {});
    throw new BadInput(
      `${quoted(person)} is in no project; allowed: somebody of one of access.projects.${entry.team}: ${list(projects)}`,
    );
  }
  if (!canNameProfile(person)) {
    throw new BadInput(
      `${quoted(person)} cannot be a profile's name; allowed: 1 to 63 letters, digits and hyphens, a letter or digit at both ends`,
    );
  }
  return profileOf(person, entry.team, ground);
};
