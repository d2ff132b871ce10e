import { isolatesByProject, unitName, unitsOf } from "../access/units.ts";
import type { AccessSettings } from "../model/access-settings.ts";
import { inDirectory, type Settings } from "../model/settings.ts";
import { secondsOf } from "../model/time.ts";
import { isNoTeam } from "../names.ts";
import { overlaps } from "../policy/glob.ts";
import { list, type Path, type Problem, quoted, suggestion } from "./words.ts";

type Check = (access: AccessSettings, settings: Settings) => readonly Problem[];

const problem = (path: Path, message: string, at: Problem["at"] = "value"): Problem => ({ path, at, message });
const inAccess = (path: Path, message: string, at?: Problem["at"]): Problem =>
  problem(["access", ...path], message, at);

const noTeam = (team: string, { teams }: Settings, path: Path): readonly Problem[] =>
  inDirectory(teams, team) === undefined
    ? [
        inAccess(
          path,
          `${quoted(team)} is no team; allowed: ${list(Object.keys(teams))}${suggestion(team, Object.keys(teams))}`,
          "key",
        ),
      ]
    : [];

const blocks = { saml: "saml", "identity-center": "identityCenter", oidc: "oidc" } as const;

const federation: Check = (access) =>
  Object.entries(blocks).flatMap(([name, block]) => {
    const isWanted = access.federation === name;
    if (isWanted === (access[block] !== undefined)) return [];
    return isWanted
      ? [inAccess([block], `missing; allowed: a map, with federation: ${name}`)]
      : [inAccess([block], `the federation is ${access.federation}; allowed: with federation: ${name}`, "key")];
  });

/** They are parts of the names of roles, of paths and of the names of jobs. */
const inNames = /^[\w+=,.@-]+$/;
const longestName = 64 - "sagewarden-execution-".length;

const unitNames: Check = (_, settings) => {
  const units = unitsOf(settings).map((unit) => ({ ...unit, name: unitName(unit) }));
  const pathOf = ({ team, project }: { team: string; project: string | undefined }): Path =>
    project === undefined ? ["teams", team] : ["access", "projects", team, project];
  return units.flatMap((unit, index) => {
    const { name } = unit;
    if (!inNames.test(name) || name.length > longestName) {
      const allowed = `with access: letters, digits and +=,.@_-, at most ${longestName}`;
      return [problem(pathOf(unit), `${quoted(name)} becomes part of a role's name; allowed ${allowed}`, "key")];
    }
    if (isNoTeam(name)) {
      const allowed = "allowed with access: a name other than nobody, and without admin- before it";
      return [problem(pathOf(unit), `another role of Studio's is called ${quoted(name)}; ${allowed}`, "key")];
    }
    const start = `${name}-`.toLowerCase();
    const other = units.find(
      (each, at) =>
        at !== index &&
        `${each.name}-`.toLowerCase().startsWith(start) &&
        (at < index || each.name.length > name.length),
    );
    return other === undefined
      ? []
      : [
          problem(
            pathOf(unit),
            `log streams named ${quoted(`${name}-…`)} could be ${quoted(other.name)}'s; allowed with access: a name that begins no other`,
            "key",
          ),
        ];
  });
};

/** The role session, the source identity and the user profile have the person's id for a name. */
const personNames: Check = ({ profiles, domain }, { people }) => {
  const hasProfile = profiles && domain !== undefined;
  const form = hasProfile ? /^[a-zA-Z0-9](-*[a-zA-Z0-9]){1,62}$/ : /^[\w+=,.@-]{2,64}$/;
  const allowed = hasProfile ? "2 to 63 letters, digits and - between them" : "2 to 64 letters, digits and +=,.@_-";
  return Object.entries(people).flatMap(([id, { left }]) =>
    left !== undefined || form.test(id)
      ? []
      : [
          problem(
            ["people", id],
            `${quoted(id)} becomes the name of a ${hasProfile ? "user profile" : "session"}; allowed with access: ${allowed}`,
            "key",
          ),
        ],
  );
};

const users: Check = (access, { people }) =>
  access.federation !== "iam-users"
    ? []
    : Object.entries(people).flatMap(([id, { iamUser }]) =>
        iamUser === undefined || iamUser === id
          ? []
          : [
              problem(
                ["people", id, "iamUser"],
                `with federation: iam-users the user's name is the studiouserid; allowed: ${quoted(id)}`,
              ),
            ],
      );

const subjects: Check = ({ oidc }, settings) => {
  if (oidc === undefined) return [];
  const missing = Object.keys(settings.teams).filter((team) => inDirectory(oidc.subjects, team) === undefined);
  const all = Object.entries(oidc.subjects).flatMap(([team, patterns]) =>
    patterns.map((subject, index) => ({ team, subject, index })),
  );
  return [
    ...Object.keys(oidc.subjects).flatMap((team) => noTeam(team, settings, ["oidc", "subjects", team])),
    ...missing.map((team) =>
      inAccess(["oidc", "subjects", team], "missing; allowed: the subjects of this team's people"),
    ),
    ...all.flatMap(({ team, subject, index }, at) => {
      const first = all.slice(0, at).find((each) => each.team !== team && overlaps(each.subject, subject));
      const path = ["oidc", "subjects", team, index];
      return first === undefined
        ? []
        : [
            inAccess(
              path,
              `${quoted(subject)} meets ${quoted(first.subject)} of ${quoted(first.team)}; allowed: one team`,
            ),
          ];
    }),
  ];
};

const projects: Check = (access, settings) => {
  const given = Object.entries(access.projects);
  if (!access.isolateBy.includes("team")) {
    return [inAccess(["isolateBy"], "without the team; allowed: [team], [team, project]")];
  }
  if (!isolatesByProject(settings)) {
    return given.length === 0 ? [] : [inAccess(["projects"], "allowed: with isolateBy: [team, project]", "key")];
  }
  const seen = new Set<string>();
  return [
    ...(given.length === 0 ? [inAccess(["projects"], "missing; allowed: team -> project -> people")] : []),
    ...given.flatMap(([team, of]) => [
      ...noTeam(team, settings, ["projects", team]),
      ...Object.entries(of).flatMap(([project, people]) =>
        people.flatMap((id, index) => {
          const isTwice = seen.has(id);
          seen.add(id);
          const path = ["projects", team, project, index];
          if (inDirectory(settings.people, id)?.team !== team) {
            return [inAccess(path, `${quoted(id)} is no person of ${quoted(team)}; allowed: people of the team`)];
          }
          return isTwice ? [inAccess(path, `${quoted(id)} is in a project already; allowed: one for each person`)] : [];
        }),
      ),
    ]),
  ];
};

const session: Check = ({ maxSession }) => {
  const seconds = secondsOf(maxSession);
  return seconds >= 3_600 && seconds <= 43_200
    ? []
    : [inAccess(["maxSession"], `${maxSession}; allowed: PT1H to PT12H`)];
};

const domains: Check = ({ domain, federation: signIn }) => {
  if (domain === undefined || "id" in domain) return [];
  const { auth, vpcOnly, securityGroups } = domain;
  return [
    ...(auth === "sso" && signIn !== "identity-center"
      ? [inAccess(["domain", "auth"], `sso with federation: ${signIn}; allowed: iam, or federation: identity-center`)]
      : []),
    ...(vpcOnly && securityGroups.length === 0
      ? [inAccess(["domain", "securityGroups"], "none with vpcOnly; allowed: at least one, or vpcOnly: false")]
      : []),
  ];
};

/** More seldom than that, the alarm of a function that does not run could not be told. */
const probes: Check = ({ probe }) => {
  if (probe === false) return [];
  const seconds = secondsOf(probe.every);
  return seconds >= 3_600 && seconds <= 172_800 && seconds % 60 === 0
    ? []
    : [inAccess(["probe", "every"], `${probe.every}; allowed: PT1H to P2D, whole minutes`)];
};

const checks: readonly Check[] = [
  ...[federation, unitNames, personNames, users, subjects],
  ...[projects, session, domains, probes],
];

/** What is wrong in `access`, and in the directory for it. */
export const accessProblems = (settings: Settings): readonly Problem[] =>
  settings.access === undefined ? [] : checks.flatMap((check) => check(settings.access as AccessSettings, settings));
