import { type Unit, unitName, unitsOf } from "../access/units.ts";
import { access } from "../model/access-settings.ts";
import type { Settings } from "../model/settings.ts";
import { tagMap } from "../model/tags.ts";
import { executionRole, studioRole } from "../names.ts";
import { arnUnder, type Ground, type LiveProfile, type LiveRole, type LiveState } from "./model.ts";
import { hasLeft, isPlaced, profileOf } from "./wanted.ts";

type People = Settings["people"];

export const people: People = {
  alice: {
    team: "TeamA",
    email: "alice@example.com",
    iamUser: "alice",
    identityStoreUserId: "9067-alice",
  },
  bob: { team: "TeamB", email: "bob@example.com", iamUser: "robert" },
  carol: { team: "TeamA" },
  dave: { team: "TeamB", left: "2026-11-01", successor: "bob", iamUser: "dave", identityStoreUserId: "9067-dave" },
};

export const groundWith = (change: Partial<Ground["settings"]> = {}): Ground => ({
  settings: {
    people,
    teams: { TeamA: { email: [], approvers: [] }, TeamB: { email: [], approvers: [] } },
    ...change,
  },
  keys: { team: "team", studiouserid: "studiouserid", project: "project" },
  partition: "aws",
  account: "111122223333",
  today: "2026-11-30",
});

type Access = NonNullable<Settings["access"]>;

/** Kept apart by project: team -> project -> people. */
export const byProject = (projects: Access["projects"]): Pick<Settings, "access"> => ({
  access: access.parse({ federation: "saml", bucket: "shared", isolateBy: ["team", "project"], projects }),
});

const roleOf = (ground: Ground, { path, name }: { path: string; name: string }, { team, project }: Unit): LiveRole => ({
  arn: arnUnder(ground, "iam", `role${path}${name}`),
  ...{ path, name },
  tags: tagMap([[ground.keys.team, team], ...(project === undefined ? [] : [[ground.keys.project, project] as const])]),
  boundary: path.startsWith("/sagemaker/") ? arnUnder(ground, "iam", "policy/boundary") : undefined,
});

export const profileIn = (ground: Ground, person: string): LiveProfile => {
  const wanted = profileOf(person, ground.settings.people[person]?.team ?? "", ground);
  return {
    arn: `arn:aws:sagemaker:us-east-1:${ground.account}:user-profile/d-1/${person}`,
    domainId: "d-1",
    name: person,
    tags: wanted.tags,
    executionRole: wanted.executionRole,
  };
};

/** The account exactly as the directory has it. */
export const stateOf = (ground: Ground): Required<{ [Key in keyof LiveState]: NonNullable<LiveState[Key]> }> => {
  const { settings, today } = ground;
  const here = Object.entries(settings.people).filter(([, person]) => !hasLeft(person, today));
  const placed = here.filter(([id]) => isPlaced(id, ground));
  return {
    studio: { domains: ["d-1"], profiles: placed.map(([id]) => profileIn(ground, id)) },
    roles: unitsOf(settings).flatMap((unit) =>
      [studioRole(unitName(unit)), executionRole(unit.team, unit.project)].map((named) => roleOf(ground, named, unit)),
    ),
    users: [
      ...here.flatMap(([, { iamUser }]) => (iamUser === undefined ? [] : [{ name: iamUser, tags: {} }])),
      { name: "ci", tags: { purpose: "builds" } },
    ],
    identities: here.flatMap(([, { identityStoreUserId: userId, email }]) =>
      userId === undefined ? [] : [{ userId, emails: email === undefined ? [] : [email] }],
    ),
  };
};
