import { inDirectory, type Settings } from "../model/settings.ts";

/** What one pair of roles is for: a team, or with `isolateBy: [team, project]` one project of it. */
export interface Unit {
  team: string;
  project: string | undefined;
  /** Those who are still here. */
  people: readonly string[];
}

/** In names of roles, jobs and log groups. */
export const unitName = ({ team, project }: Pick<Unit, "team" | "project">): string =>
  project === undefined ? team : `${team}-${project}`;

export const isolatesByProject = ({ access }: Pick<Settings, "access">): boolean =>
  access?.isolateBy.includes("project") ?? false;

type Directory = Pick<Settings, "people" | "teams" | "access">;

/** Undefined: in none, or people are kept apart by their team alone. */
export const projectOf = (
  person: string,
  { people, access }: Pick<Directory, "people" | "access">,
): string | undefined => {
  const team = inDirectory(people, person)?.team;
  const projects = team === undefined ? undefined : inDirectory(access?.projects ?? {}, team);
  return Object.entries(projects ?? {}).find(([, ids]) => ids.includes(person))?.[0];
};

export const unitsOf = (settings: Directory): readonly Unit[] => {
  const here = Object.entries(settings.people).flatMap(([id, { team, left }]) =>
    left === undefined ? [{ id, team }] : [],
  );
  const of = (team: string) => here.flatMap((person) => (person.team === team ? person.id : []));
  const teams = Object.keys(settings.teams);
  if (!isolatesByProject(settings)) return teams.map((team) => ({ team, project: undefined, people: of(team) }));
  return Object.entries(settings.access?.projects ?? {}).flatMap(([team, projects]) => {
    const all = new Set(of(team));
    return Object.entries(projects).map(([project, people]) => ({
      team,
      project,
      people: people.filter((id) => all.has(id)),
    }));
  });
};
