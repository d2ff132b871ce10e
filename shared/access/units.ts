import type { Settings } from "../model/settings.ts";

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

export const unitsOf = (settings: Settings): readonly Unit[] => {
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
