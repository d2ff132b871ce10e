import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Change, edit, estateOf, formOf, type Statement } from "../../../test/policy-sets.ts";
import type { Chain } from "../model.ts";
import { searchChains } from "./search.ts";

const search = (set: "as-published" | "studio", change: Change = {}, more: object = {}): readonly Chain[] =>
  searchChains(estateOf(set, change, more), { depth: 3 });
const names = (chains: readonly Chain[]): readonly string[] =>
  [...new Set(chains.map(({ known }) => known ?? "other"))].toSorted();
const actionsOf = (chain: Chain | undefined) => chain?.steps.map(({ action }) => action.replace("sagemaker:", ""));

const published = search("as-published");

describe("the published policies", () => {
  test("13 of the 14 known chains; the notebook's URL is closed", () => {
    expect(names(published)).toEqual(
      ["C1", "C10", "C11", "C12", "C13", "C14", "C2", "C3", "C4", "C6", "C7", "C8", "C9", "other"].toSorted(),
    );
  });

  test.each([
    ["C1", "DeleteExperiment", ["AddTags", "DeleteExperiment"]],
    ["C2", "CreatePresignedDomainUrl", ["AddTags", "CreatePresignedDomainUrl"]],
    ["C3", "UpdateUserProfile", ["AddTags", "UpdateUserProfile"]],
    ["C4", "CreateTrainingJob", ["iam:PassRole", "CreateTrainingJob"]],
    ["C6", "CreatePresignedDomainUrl", ["iam:PassRole", "CreateUserProfile", "CreatePresignedDomainUrl"]],
    ["C7", "DeleteApp", ["DeleteApp"]],
    ["C8", "CreateApp", ["CreateApp"]],
    ["C9", "InvokeEndpoint", ["InvokeEndpoint"]],
    ["C10", "DeleteTags", ["DeleteTags"]],
    ["C11", "ecr:PutImage", ["ecr:PutImage"]],
    ["C12", "logs:PutSubscriptionFilter", ["logs:PutSubscriptionFilter"]],
    ["C13", "Search", ["Search"]],
    ["C14", "UpdateDomain", ["AddTags", "UpdateDomain"]],
  ])("%s by %s: %p", (known, last, actions) => {
    const found = published.find((chain) => chain.known === known && actionsOf(chain)?.at(-1) === last);
    expect(actionsOf(found)).toEqual(actions);
  });

  test("each step names who, what and what allowed it", () => {
    const chain = published.find(({ known }) => known === "C2");
    expect(chain).toEqual({
      goal: "role-gained",
      known: "C2",
      steps: [
        {
          principal: "studio-TeamB as bob",
          action: "sagemaker:AddTags",
          resource: "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-shared/alice",
          with: "tags team=TeamB, studiouserid=bob",
        },
        {
          principal: "studio-TeamB as bob",
          action: "sagemaker:CreatePresignedDomainUrl",
          resource: "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-shared/alice",
        },
      ],
      statements: [
        { policy: "read-only.json", index: 1, sid: "TagAnything" },
        { policy: "developer.json", index: 4, sid: "OpenTaggedProfile" },
      ],
    });
  });

  test("shortest first, at most as deep as asked, each end once, the same every time", () => {
    const lengths = published.map(({ steps }) => steps.length);
    expect(lengths).toEqual(lengths.toSorted());
    expect(searchChains(estateOf("as-published"), { depth: 1 })).toEqual(
      published.filter(({ steps }) => steps.length === 1),
    );
    expect(new Set(published.map(endOf)).size).toBe(published.length);
    expect(search("as-published")).toEqual(published);
  });

  test("whoever may ask for any tag signs in for another team", () => {
    const chain = published.find(({ steps }) => steps[0]?.action === "sts:AssumeRoleWithSAML");
    expect(chain?.steps).toMatchObject([{ principal: "bob", with: "tags team=TeamA" }]);
  });
});

/** What a chain comes to, whichever way it went. */
const endOf = ({ goal, known, steps }: Chain): string => {
  const [last, passed] = [steps.at(-1), steps.find(({ action }) => action === "iam:PassRole")];
  const by = known === "C4" ? "" : last?.action;
  const what = goal === "role-gained" && passed ? passed.resource : `${last?.resource} ${passed ? "role" : ""}`;
  return [goal, known, by, what].join(" ");
};

const without =
  (...keys: string[]) =>
  (statement: Statement): Statement => ({
    ...statement,
    Condition: Object.fromEntries(
      Object.entries((statement.Condition ?? {}) as Record<string, object>).map(([operator, asked]) => [
        operator,
        Object.fromEntries(Object.entries(asked).filter(([key]) => !keys.includes(key))),
      ]),
    ),
  });
const anyhow = ({ Condition: _, ...statement }: Statement): Statement => statement;
const withActions =
  (...Action: string[]) =>
  (statement: Statement): Statement => ({ ...statement, Action });
const lessAction =
  (action: string) =>
  (statement: Statement): Statement => ({
    ...statement,
    Action: (statement.Action as string[]).filter((each) => each !== action),
  });
const anywhere = (statement: Statement): Statement => ({ ...statement, Resource: "*" });
const gone = (): undefined => undefined;

type Edits = readonly (readonly [sid: string, ...to: ((statement: Statement) => Statement | undefined)[]])[];
const inFile = (file: string, ...edits: Edits): Change => ({
  [file]: (statements) =>
    edits.reduce<readonly Statement[]>(
      (all, [sid, ...to]) =>
        edit(sid, (statement) => to.reduce<Statement | undefined>((each, next) => each && next(each), statement))?.(
          all,
        ) ?? all,
      statements,
    ),
});
const developer = (...edits: Edits): Change => inFile("developer.json", ...edits);
const workspace = (...edits: Edits): Change => inFile("workspace.json", ...edits);
const services = (...edits: Edits): Change => inFile("supporting-services.json", ...edits);
const userTag = "aws:ResourceTag/<user-key>";
const teamTag = "aws:ResourceTag/<team-key>";

describe("the hardened policies", () => {
  test("no chain", () => {
    expect(search("studio")).toEqual([]);
  });

  test.each(["oidc", "iam-user", "identity-center"])("nor any with people from %s", (from) => {
    const { roles, values } = formOf("studio");
    const more = {
      roles: roles.map((role) => (role.kind === "team" ? { ...role, trust: `trust-${from}.json` } : role)),
      values: {
        ...values,
        "oidc-provider": "idp.example.com",
        "oidc-audience": "aws",
        "oidc-subjects": ["a", "b"],
        "permission-set": "Studio",
      },
    };
    expect(search("studio", {}, more)).toEqual([]);
  });

  test("another team's user takes the role where the trust does not ask for the team", () => {
    const roles = formOf("studio").roles.map((role) =>
      role.kind === "team" ? { ...role, trust: "trust-iam-user.json" } : role,
    );
    const open = inFile("trust-iam-user.json", ["UsersOfThisTeam", without("aws:PrincipalTag/<team-key>")]);
    expect(names(search("studio", {}, { roles }))).toEqual([]);
    expect(names(search("studio", open, { roles }))).toEqual(["other"]);
  });

  test.each<[string, Change, string[]]>([
    [
      "C1: what may be deleted does not matter",
      developer(["UseOwn", anyhow, withActions("sagemaker:DeleteExperiment")]),
      ["C1"],
    ],
    ["C2: nor which profile is opened", workspace(["OpenOwnProfile", anyhow]), ["C2"]],
    [
      "C2: nor whose team it is of, where people say who they are",
      workspace(["OpenOwnProfile", without(teamTag)]),
      ["C2"],
    ],
    [
      "C3: profiles may be changed, anybody's",
      developer(
        ["ControlPlane", lessAction("sagemaker:UpdateUserProfile")],
        ["UseOwn", anyhow, withActions("sagemaker:UpdateUserProfile")],
      ),
      ["C3"],
    ],
    ["C4: any role may be passed", developer(["PassOwnRole", anywhere]), ["C4"]],
    [
      "C5: any notebook may be opened",
      workspace(["OpenOwnProfile", anyhow, anywhere, withActions("sagemaker:CreatePresignedNotebookInstanceUrl")]),
      ["C5"],
    ],
    [
      "C6: profiles may be made, with any role and more tags than one's own",
      developer(
        ["PassOwnRole", anywhere],
        ["ControlPlane", lessAction("sagemaker:CreateUserProfile")],
        ["CreateOwn", without("aws:TagKeys")],
        ["TagWhileCreating", without("aws:TagKeys")],
      ),
      ["C4", "C6"],
    ],
    [
      "C7 and C8: apps of anybody",
      workspace(["OwnAppsAndSpaces", without("sagemaker:OwnerUserProfileArn")]),
      ["C7", "C8", "other"],
    ],
    ["C9: any endpoint may be invoked", developer(["UseOwn", anyhow, withActions("sagemaker:InvokeEndpoint")]), ["C9"]],
    ["C10: guarded tags may go", developer(["GuardedTags", lessAction("sagemaker:DeleteTags")]), ["C10"]],
    ["C11: any repository", services(["OwnImages", anyhow, withActions("ecr:PutImage")]), ["C11"]],
    [
      "C12: logs may be sent on",
      services(["ReadOwnLogs", anywhere, withActions("logs:PutSubscriptionFilter")]),
      ["C12"],
    ],
    ["C13: search without a filter", developer(["SearchOwn", anyhow]), ["C13"]],
    [
      "C14: the shared domain may be changed",
      developer(["ControlPlane", gone], ["UseOwn", anyhow, withActions("sagemaker:UpdateDomain")]),
      ["C14"],
    ],
    ["any team's objects", services(["OwnObjects", anywhere]), ["other"]],
    ["new things from another team's", developer(["CreateOwn", without(teamTag)]), ["other"]],
    ["another team's prefix, listed", services(["ListOwnPrefix", anyhow]), ["other"]],
    ["another team's keys, through S3", services(["OwnKeyThroughServices", without(teamTag)]), ["other"]],
    ["the same, lent to SageMaker", services(["GrantOwnKeyToServices", without(teamTag)]), ["other"]],
    ["the home folders, mounted by a job", developer(["NoFileSystems", gone]), ["other"]],
    ["another team's models, served", inFile("models.json", ["ModelsOfThisTeam", gone]), ["other"]],
    ["any source identity at sign-in", inFile("trust-saml.json", ["SignIn", anyhow]), ["other"]],
    ["any tag at sign-in", inFile("trust-saml.json", ["TagsOfThisTeam", anyhow]), ["other"]],
    ["guarded tags may be written, but nothing allows it", developer(["GuardedTags", gone]), ["C10"]],
    [
      "tags may be written later, but not the guarded ones",
      developer(["TagWhileCreating", without("sagemaker:TaggingAction")]),
      [],
    ],
    [
      "profiles may be changed, one's own team's",
      developer(["ControlPlane", lessAction("sagemaker:UpdateUserProfile")]),
      [],
    ],
    ["a profile may be opened by all of its team", workspace(["OpenOwnProfile", without(userTag)]), []],
  ])("%s", (_, change, opened) => {
    expect(names(search("studio", change))).toEqual(opened);
  });
});

describe("one statement more", () => {
  const statement = fc.record({
    Action: fc.constantFrom(
      ...["*", "sagemaker:*", "sagemaker:Delete*", "sagemaker:AddTags", "sagemaker:Create*", "sagemaker:Update*"],
      ...["iam:PassRole", "iam:*", "sts:AssumeRole", "s3:*", "sagemaker:CreatePresigned*"],
    ),
    Resource: fc.constantFrom(
      ...["*", "arn:aws:sagemaker:*:*:user-profile/*", "arn:aws:iam::*:role/*", "arn:aws:sagemaker:*:*:*/TeamA-*"],
    ),
    Condition: fc.constantFrom(
      ...[{}, { StringEquals: { "aws:ResourceTag/team": `\${aws:PrincipalTag/team}` } }],
      ...[{ Null: { "aws:ResourceTag/team": "true" } }, { StringNotEquals: { "aws:RequestTag/team": "TeamB" } }],
      ...[{ "ForAnyValue:StringEquals": { "aws:TagKeys": ["team"] } }, { Unheard: { of: "it" } }],
    ),
  });
  const added = (given: object, Effect: "Allow" | "Deny"): Change => ({
    "developer.json": (statements) => [...statements, { ...given, Effect }],
  });
  const ends = (chains: readonly Chain[]): ReadonlySet<string> => new Set(chains.map(endOf));
  const runs = { numRuns: 8 };
  /** One role that attacks is enough here, and half the work. */
  const smaller = (set: "as-published" | "studio", change: Change = {}): readonly Chain[] =>
    search(set, change, { roles: formOf(set).roles.filter(({ kind }) => kind !== "execution") });

  test("that denies never opens a chain", () => {
    const before = ends(smaller("as-published"));
    fc.assert(
      fc.property(statement, (given) => {
        const after = ends(smaller("as-published", added(given, "Deny")));
        expect([...after].filter((end) => !before.has(end))).toEqual([]);
      }),
      runs,
    );
  });

  test.each(["as-published", "studio"] as const)("that allows never closes one: %s", (set) => {
    const before = ends(smaller(set));
    fc.assert(
      fc.property(statement, statement, (given, further) => {
        const one = smaller(set, added(given, "Allow"));
        const both = ends(
          smaller(set, {
            "developer.json": (all) => [...all, ...[given, further].map((each) => ({ ...each, Effect: "Allow" }))],
          }),
        );
        expect([...before].filter((end) => !ends(one).has(end))).toEqual([]);
        expect([...ends(one)].filter((end) => !both.has(end))).toEqual([]);
      }),
      runs,
    );
  });
});
