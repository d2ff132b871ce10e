import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { renamedJson, renamedKey, toldPlainly } from "../../../test/renamed-keys/spelling.ts";
import type { Settings } from "../../model/settings.ts";
import { adminOf, executionRole, nobody, studioRole } from "../../names.ts";
import { byProject, groundWith, profileIn, stateOf } from "../fixture.ts";
import type { Ground, LiveState } from "../model.ts";
import { type DriftId, drifts } from "./drifts.ts";
import { driftOf } from "./index.ts";

type Whole = ReturnType<typeof stateOf>;
type Edit = (state: Whole, ground: Ground, at: number) => LiveState;

const nth = <Item>(items: readonly Item[], at: number): Item => items[at % items.length] as Item;
const without = <Item>(items: readonly Item[], item: Item): readonly Item[] => items.filter((one) => one !== item);

const onProfile =
  (edit: (profile: Whole["studio"]["profiles"][number]) => object): Edit =>
  (state, _, at) => {
    const profile = nth(state.studio.profiles, at);
    const profiles = [...without(state.studio.profiles, profile), { ...profile, ...edit(profile) }];
    return { ...state, studio: { ...state.studio, profiles } };
  };

const onRole =
  (path: string, edit: (role: Whole["roles"][number]) => object): Edit =>
  (state, _, at) => {
    const role = nth(
      state.roles.filter((one) => one.path.startsWith(path)),
      at,
    );
    return { ...state, roles: [...without(state.roles, role), { ...role, ...edit(role) }] };
  };

const addUser =
  (name: (ground: Ground) => string, tags: Readonly<Record<string, string>>): Edit =>
  (state, ground) => ({ ...state, users: [...state.users, { name: name(ground), tags }] });

const addRole =
  (path: string, name: string): Edit =>
  (state, { account }) => {
    const role = { arn: `arn:aws:iam::${account}:role${path}${name}`, path, name, tags: {}, boundary: undefined };
    return { ...state, roles: [...state.roles, role] };
  };

/** Every drift, each made by one edit of an account that is as the directory has it. */
const edits: Readonly<Record<DriftId, readonly Edit[]>> = {
  "profile-missing": [
    (state, _, at) => ({
      ...state,
      studio: { ...state.studio, profiles: without(state.studio.profiles, nth(state.studio.profiles, at)) },
    }),
  ],
  "profile-of-nobody": [
    (state, ground) => {
      const stranger = { ...profileIn(ground, "alice"), name: "__proto__" };
      return { ...state, studio: { ...state.studio, profiles: [...state.studio.profiles, stranger] } };
    },
  ],
  "profile-of-leaver": [
    (state, ground) => ({
      ...state,
      studio: { ...state.studio, profiles: [...state.studio.profiles, profileIn(ground, "dave")] },
    }),
  ],
  "profile-of-no-project": [
    (state, ground) => {
      const unplaced = profileIn(ground, "erin");
      return { ...state, studio: { ...state.studio, profiles: [...state.studio.profiles, unplaced] } };
    },
  ],
  "profile-tag-missing": [
    onProfile(({ tags: { studiouserid: _, ...tags } }) => ({ tags })),
    onProfile(({ tags: { team: _, ...tags } }) => ({ tags })),
  ],
  "profile-tag-wrong": [
    onProfile(({ tags }) => ({ tags: { ...tags, studiouserid: "eve" } })),
    onProfile(({ tags }) => ({ tags: { ...tags, team: "" } })),
  ],
  "profile-tag-lookalike": [
    onProfile(({ tags }) => ({ tags: { ...tags, StudioUserId: tags.studiouserid } })),
    onProfile(({ tags }) => ({ tags: { ...tags, TEAM: "TeamX" } })),
  ],
  "profile-role-wrong": [
    onProfile(() => ({ executionRole: "arn:aws:iam::111122223333:role/admin" })),
    onProfile(() => ({ executionRole: undefined })),
  ],
  "role-missing": [(state, _, at) => ({ ...state, roles: without(state.roles, nth(state.roles, at)) })],
  "role-of-no-team": [addRole("/sagemaker/Gone/", "any"), addRole("/sagewarden/studio/", "sagewarden-studio-Gone")],
  "role-tag-missing": [
    onRole("/", ({ tags: { team: _, ...tags } }) => ({ tags })),
    onRole("/", ({ tags }) => ({ tags: { ...tags, Team: "x" } })),
  ],
  "role-tag-wrong": [
    onRole("/", ({ tags }) => ({ tags: { ...tags, team: "Other" } })),
    onRole("/", ({ tags: { team: _, ...tags } }) => ({ tags: { ...tags, Team: "Other" } })),
  ],
  "role-boundary-missing": [onRole("/sagemaker/", () => ({ boundary: undefined }))],
  "user-missing": [(state) => ({ ...state, users: state.users.filter(({ name }) => name !== "alice") })],
  "user-of-leaver": [addUser(() => "dave", { studiouserid: "alice" })],
  "user-tag-wrong": [
    (state) => ({
      ...state,
      users: state.users.map((user) => (user.name === "alice" ? { ...user, tags: { StudioUserID: "bob" } } : user)),
    }),
  ],
  "user-of-nobody-tagged": [addUser(() => "eve", { studiouserid: "alice", team: "TeamA" })],
  "identity-missing": [(state) => ({ ...state, identities: [] })],
  "identity-of-leaver": [
    (state) => ({ ...state, identities: [...state.identities, { userId: "9067-dave", emails: [] }] }),
  ],
  "identity-email-differs": [
    (state) => ({ ...state, identities: state.identities.map((one) => ({ ...one, emails: ["eve@example.com"] })) }),
  ],
};

/** alice, who has everything, dave, who left, and anybody else in two to four teams. */
const grounds = fc
  .record({
    teams: fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9-]{1,12}$/), { minLength: 2, maxLength: 4 }),
    others: fc.uniqueArray(
      fc.record({
        id: fc
          .stringMatching(/^[a-z][a-z0-9]{1,8}$/)
          .filter((id) => !["alice", "dave", "erin", "eve", "ci"].includes(id)),
        user: fc.boolean(),
        team: fc.nat(),
      }),
      { selector: ({ id }) => id, maxLength: 5 },
    ),
  })
  .map(({ teams, others }) => {
    const { alice, dave } = groundWith().settings.people;
    const some: Settings["people"] = {
      alice: { ...alice, team: nth(teams, 0) },
      dave: { ...dave, team: nth(teams, 1) },
    };
    for (const { id, user, team } of others) some[id] = { team: nth(teams, team), ...(user ? { iamUser: id } : {}) };
    return groundWith({
      people: some,
      teams: Object.fromEntries(teams.map((team) => [team, { email: [], approvers: [] }])),
    });
  });

/** The same with two projects in each team. Of all who are here only erin is in none. */
const groundsByProject = fc.tuple(grounds, fc.nat()).map(([{ settings }, at]) => {
  const { teams } = settings;
  const people = { ...settings.people, erin: { team: nth(Object.keys(teams), at) } };
  const placed = Object.entries(settings.people).map(([id, { team }], index) => ({
    id,
    team,
    project: `p${index % 2}`,
  }));
  const projects = Object.keys(teams).map((team) => {
    const of = (project: string) =>
      placed.flatMap((one) => (one.team === team && one.project === project ? one.id : []));
    return [team, { p0: of("p0"), p1: of("p1") }] as const;
  });
  return groundWith({ people, teams, ...byProject(Object.fromEntries(projects)) });
});
const anyGround = fc.oneof(grounds, groundsByProject);

test("an account made from the directory has no drift", () => {
  fc.assert(fc.property(anyGround, (ground) => expect(driftOf(stateOf(ground), ground)).toEqual([])));
});

describe("one edit, one finding", () => {
  const cases = Object.entries(edits).flatMap(([rule, list]) => list.map((edit, index) => ({ rule, index, edit })));
  test.each(cases)("$rule $index", ({ rule, edit }) => {
    fc.assert(
      fc.property(rule === "profile-of-no-project" ? groundsByProject : anyGround, fc.nat(), (ground, at) => {
        const found = driftOf(edit(stateOf(ground), ground, at), ground);
        expect(found.map((finding) => finding.rule)).toEqual([rule]);
      }),
      { numRuns: 30 },
    );
  });

  test.each(cases)("under other keys too: $rule $index", ({ edit }) => {
    fc.assert(
      fc.property(grounds, fc.nat(), (ground, at) => {
        const state = edit(stateOf(ground), ground, at);
        const renamed: LiveState = JSON.parse(renamedJson(JSON.stringify(state)));
        const keys = { ...ground.keys, team: renamedKey("team"), studiouserid: renamedKey("studiouserid") };
        const found = driftOf(renamed, { ...ground, keys });
        expect(toldPlainly(JSON.stringify(found))).toBe(JSON.stringify(driftOf(state, ground)));
      }),
      { numRuns: 10 },
    );
  });
  test("every drift has one", () => {
    expect(Object.keys(edits)).toEqual(Object.keys(drifts));
  });
});

test("what was not read is not judged", () => {
  const nothing: LiveState = { studio: undefined, roles: undefined, users: undefined, identities: undefined };
  expect(driftOf(nothing, groundWith())).toEqual([]);
});

test("an account without Studio lacks no profile and no role", () => {
  const state = { ...stateOf(groundWith()), studio: { domains: [], profiles: [] }, roles: [] };
  expect(driftOf(state, groundWith())).toEqual([]);
});

test("a role that no team has yet does not make the profiles wrong", () => {
  const ground = groundWith();
  const state = stateOf(ground);
  const roles = state.roles.filter(({ path }) => path !== "/sagemaker/TeamA/");
  const profiles = state.studio.profiles.map((one) => ({
    ...one,
    executionRole: "arn:aws:iam::111122223333:role/old",
  }));
  const found = driftOf({ ...state, roles, studio: { ...state.studio, profiles } }, ground);
  expect(found.map(({ rule, subject }) => [rule, subject.split(/[:/]/).at(-1)])).toEqual([
    ["profile-role-wrong", "bob"],
    ["role-missing", "sagewarden-execution-TeamA"],
  ]);
});

test.each([adminOf("TeamA"), nobody])("the stack's role %s is no team's", (role) => {
  const ground = groundWith();
  const own = { arn: "arn:aws:iam::111122223333:role/x", ...studioRole(role), tags: {}, boundary: undefined };
  expect(driftOf({ ...stateOf(ground), roles: [...stateOf(ground).roles, own] }, ground)).toEqual([]);
});

describe("roles of projects", () => {
  const ground = groundWith(byProject({ TeamA: { p1: ["alice"] }, TeamB: { p1: ["bob"] } }));
  const state = stateOf(ground);
  const found = (roles: LiveState["roles"]) =>
    driftOf({ ...state, roles }, ground).map(({ rule, detail }) => [rule, detail]);
  const role = (path: string, name: string, tags: object) => {
    const arn = `arn:aws:iam::111122223333:role${path}${name}`;
    return { arn, path, name, tags: { team: "TeamA", ...tags }, boundary: "b" };
  };

  test("a team's as a whole, of before, are no project's", () => {
    const old = [studioRole("TeamA"), executionRole("TeamA")].map(({ path, name }) => role(path, name, {}));
    expect(found([...state.roles, ...old])).toEqual([
      ["role-of-no-team", '"TeamA" as a whole is no project of the settings'],
      ["role-of-no-team", '"TeamA" as a whole is no project of the settings'],
    ]);
  });

  test("the tag of the project counts", () => {
    const wrong = state.roles.map((one) =>
      one.path === "/sagemaker/TeamA/p1/" ? { ...one, tags: { ...one.tags, project: "p2" } } : one,
    );
    expect(found(wrong)).toEqual([["role-tag-wrong", 'it has "project" = "p2", and is p1\'s']]);
  });

  test("one below a team's path is of its project", () => {
    expect(found([...state.roles, role("/sagemaker/TeamA/p9/", "jobs", { project: "p9" })])).toEqual([
      ["role-of-no-team", '"p9" of "TeamA" is no project of the settings'],
    ]);
    expect(found([...state.roles, role("/sagemaker/TeamA/p1/", "jobs", { project: "p1" })])).toEqual([]);
  });
});

test("hostile names cannot break a line", () => {
  const ground = groundWith();
  const state = stateOf(ground);
  const stranger = { ...profileIn(ground, "alice"), name: "x\n\u202ey" };
  const found = driftOf(
    { ...state, studio: { domains: ["d-1"], profiles: [...state.studio.profiles, stranger] } },
    ground,
  );
  expect(found.map(({ detail }) => detail)).toEqual(['"x\\n\\u202ey" is no person of the directory']);
});
