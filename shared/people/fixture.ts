import type { Settings } from "../model/settings.ts";
import { tagMap } from "../model/tags.ts";
import { executionRole, studioRole } from "../names.ts";
import { arnUnder, type Ground, type LiveProfile, type LiveRole, type LiveState } from "./model.ts";
import { hasLeft, profileOf } from "./wanted.ts";

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
  keys: { team: "team", studiouserid: "studiouserid" },
  partition: "aws",
  account: "111122223333",
  today: "2026-11-30",
});

const roleOf = (ground: Ground, { path, name }: { path: string; name: string }, team: string): LiveRole => ({
  arn: arnUnder(ground, "iam", `role${path}${name}`),
  ...{ path, name },
  tags: tagMap([[ground.keys.team, team]]),
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
  return {
    studio: { domains: ["d-1"], profiles: here.map(([id]) => profileIn(ground, id)) },
    roles: Object.keys(settings.teams).flatMap((team) =>
      [studioRole, executionRole].map((named) => roleOf(ground, named(team), team)),
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
