import { describe, expect, test } from "@jest/globals";
import { evaluate } from "../policy/evaluate.ts";
import { resourcePolicy } from "../policy/fixtures.ts";
import type { PolicyDecision, Request } from "../policy/model.ts";
import { policyOf, requestTags as tags } from "./fixtures.ts";

const at = "us-east-1:111122223333";
const own = { team: "TeamB", studiouserid: "bob" };
const others = { team: "TeamA", studiouserid: "alice" };
const endpoint = `arn:aws:sagemaker:${at}:endpoint/e`;
const job = `arn:aws:sagemaker:${at}:training-job/j`;
const notebook = `arn:aws:sagemaker:${at}:notebook-instance/n`;
const version = `arn:aws:sagemaker:${at}:model-package/churn/1`;
const space = `arn:aws:sagemaker:${at}:space/d/s`;
const app = `arn:aws:sagemaker:${at}:app/d/bob/JupyterLab/default`;
const log = (stream: string, group = "TrainingJobs") =>
  `arn:aws:logs:${at}:log-group:/aws/sagemaker/${group}:log-stream:${stream}`;
const role = (team: string) => `arn:aws:iam::111122223333:role/sagemaker/${team}/execution`;

const ofProfile = (name: string): Request["context"] => ({
  "sagemaker:OwnerUserProfileArn": `arn:aws:sagemaker:${at}:user-profile/d/${name}`,
  ...{ "sagemaker:DomainId": "d", "sagemaker:UserProfileName": "bob", "sagemaker:SpaceSharingType": "Private" },
});
const withFileSystem = (id: string): Request["context"] => ({
  ...tags({ team: "TeamB" }),
  ...{ "sagemaker:FileSystemId": id, "sagemaker:FileSystemAccessMode": "rw", "sagemaker:FileSystemDirectoryPath": "/" },
});
const through = (service: string): Request["context"] => ({ "kms:ViaService": `${service}.us-east-1.amazonaws.com` });
const toSageMaker = { "iam:PassedToService": "sagemaker.amazonaws.com" };
const studioKeys = ["sagemaker:user-profile-arn", "sagemaker:domain-arn"];
const search = (team: string) => ({ "sagemaker:SearchVisibilityCondition/Tags.team/EqualsIfExists": team });

interface Asked {
  action: string;
  arn: string;
  tags?: Readonly<Record<string, string>>;
  context?: Request["context"];
  principal?: Readonly<Record<string, string>>;
}
type Change = Partial<Asked>;
type Answer = "allowed" | "explicitDeny" | "implicitDeny";

/** One request as it must be, and what must be refused once one thing of it is different. */
interface Case {
  sid: string;
  documents: readonly string[];
  right: Asked;
  alsoRight?: readonly (readonly [string, Change])[];
  wrong: readonly (readonly [string, Change, sid?: string])[];
}

const noTeam: Case["wrong"] = [
  ["a caller without a team", { principal: { studiouserid: "bob" } }, "NoTeamNoAccess"],
  ["a caller with an empty team", { principal: { team: "", studiouserid: "bob" } }, "NoTeamNoAccess"],
];
const notOwn: Case["wrong"] = [
  ["another team's", { tags: others }],
  ["an untagged one", { tags: {} }],
  ["an empty tag", { tags: { team: "" } }],
];

const cases: readonly Case[] = [
  {
    sid: "ReadOwn",
    documents: ["read-only"],
    right: { action: "sagemaker:DescribeEndpoint", arn: endpoint, tags: own },
    alsoRight: [
      ["a list of what is in one's own", { action: "sagemaker:ListTags" }],
      ["its key in another case", { tags: { Team: "TeamB" } }],
    ],
    wrong: [...noTeam, ...notOwn, ["a write", { action: "sagemaker:DeleteEndpoint" }]],
  },
  {
    sid: "ListNames",
    documents: ["read-only", "developer"],
    right: { action: "sagemaker:ListEndpoints", arn: "*" },
    wrong: [
      ...noTeam,
      ["a list of what is in another's", { action: "sagemaker:ListRecords", arn: endpoint, tags: others }],
    ],
  },
  {
    sid: "ListNamesOfType",
    documents: ["read-only", "developer"],
    right: { action: "sagemaker:ListDomains", arn: `arn:aws:sagemaker:${at}:domain/*` },
    wrong: [
      ...noTeam,
      ["what is in another's", { action: "sagemaker:ListTags", arn: endpoint, tags: others }],
      ["records of another's", { action: "sagemaker:ListRecords", arn: `arn:aws:sagemaker:${at}:feature-group/f*` }],
      ["of another account", { arn: "arn:aws:sagemaker:us-east-1:999988887777:domain/*" }],
    ],
  },
  {
    sid: "RegisterInOwnGroup",
    documents: ["developer"],
    right: { action: "sagemaker:CreateModelPackage", arn: version, tags: own },
    wrong: [
      ...noTeam,
      ...notOwn,
      ["with tags, and so of no group", { context: tags({ team: "TeamA" }) }],
      ["another type", { action: "sagemaker:CreateModel", arn: `arn:aws:sagemaker:${at}:model/m` }],
    ],
  },
  {
    sid: "SearchOwn",
    documents: ["read-only", "developer"],
    right: { action: "sagemaker:Search", arn: "*", context: search("TeamB") },
    wrong: [...noTeam, ["for another team", { context: search("TeamA") }], ["without a filter", { context: {} }]],
  },
  {
    sid: "OpenOwnProfile",
    documents: ["read-only", "workspace"],
    right: {
      ...{ action: "sagemaker:CreatePresignedDomainUrl", arn: `arn:aws:sagemaker:${at}:user-profile/d/bob` },
      ...{ tags: own, context: { "aws:SourceVpce": "vpce-1" } },
    },
    wrong: [
      ...noTeam,
      ...notOwn,
      ["a colleague's", { tags: { ...own, studiouserid: "carol" } }],
      ["one's own, from when one was in another team", { tags: { ...own, team: "TeamA" } }],
      ["from elsewhere", { context: {} }],
      ["through another endpoint", { context: { "aws:SourceVpce": "vpce-2" } }],
      [
        "by nobody, of nobody's profile",
        { principal: { team: "TeamB", studiouserid: "" }, tags: { ...own, studiouserid: "" } },
      ],
      ["by a session that is no person's", { principal: { team: "TeamB" } }],
    ],
  },
  {
    sid: "CreateOwn",
    documents: ["developer"],
    right: { action: "sagemaker:CreateTrainingJob", arn: job, context: tags({ team: "TeamB", project: "p1" }) },
    alsoRight: [["with one's own training plan", { tags: own }]],
    wrong: [
      ...noTeam,
      ["with another team's training plan", { tags: others }],
      ["for another team", { context: tags({ team: "TeamA" }) }],
      ["without tags", { context: {} }],
      ["without the team's", { context: tags({ project: "p1" }) }],
      ["with a forged person", { context: tags({ team: "TeamB", studiouserid: "alice" }) }],
      ["with the key in another case", { context: tags({ Team: "TeamB" }) }],
      ["with a file system, the domain's for one", { context: withFileSystem("fs-home") }, "NoFileSystems"],
      [
        "a tuning job with one",
        { action: "sagemaker:CreateHyperParameterTuningJob", context: withFileSystem("fs-home") },
        "NoFileSystems",
      ],
      ["an app, in whose profile ever", { action: "sagemaker:CreateApp", arn: app }],
      ["a space", { action: "sagemaker:CreateSpace", arn: space }],
      [
        "a profile",
        { action: "sagemaker:CreateUserProfile", arn: `arn:aws:sagemaker:${at}:user-profile/d/x` },
        "ControlPlane",
      ],
      ["a domain", { action: "sagemaker:CreateDomain", arn: `arn:aws:sagemaker:${at}:domain/d` }, "ControlPlane"],
    ],
  },
  {
    sid: "TagWhileCreating",
    documents: ["developer"],
    right: {
      ...{ action: "sagemaker:AddTags", arn: job },
      context: { ...tags({ team: "TeamB" }), "sagemaker:TaggingAction": "CreateTrainingJob" },
    },
    wrong: [
      ...noTeam,
      ["what exists", { tags: own, context: tags({ team: "TeamB" }) }, "GuardedTags"],
      ["what exists, and is another's", { tags: others, context: tags({ team: "TeamB" }) }, "GuardedTags"],
      ["what exists, the key in another case", { context: tags({ TEAM: "TeamB" }) }, "GuardedTags"],
      ["what exists, with a person", { context: tags({ StudioUserId: "bob" }) }, "GuardedTags"],
      ["what exists, with any tag", { context: tags({ cost: "1" }) }],
      ["for another team", { context: { ...tags({ team: "TeamA" }), "sagemaker:TaggingAction": "CreateTrainingJob" } }],
      ["with a person", { context: { ...tags({ ...own }), "sagemaker:TaggingAction": "CreateTrainingJob" } }],
    ],
  },
  {
    sid: "UseOwn",
    documents: ["developer"],
    right: { action: "sagemaker:DeleteEndpoint", arn: endpoint, tags: own },
    alsoRight: [
      ["read", { action: "sagemaker:DescribeEndpoint" }],
      ["invoke", { action: "sagemaker:InvokeEndpointAsync" }],
      ["update", { action: "sagemaker:UpdateEndpoint" }],
      ["take away a tag that is not guarded", { action: "sagemaker:DeleteTags", context: { "aws:TagKeys": ["cost"] } }],
      ["stop an app of the team", { action: "sagemaker:DeleteApp", arn: app }],
    ],
    wrong: [
      ...noTeam,
      ...notOwn,
      ["orphan it", { action: "sagemaker:DeleteTags", context: { "aws:TagKeys": ["team"] } }, "GuardedTags"],
      [
        "orphan it in another case",
        { action: "sagemaker:DeleteTags", context: { "aws:TagKeys": ["a", "TEAM"] } },
        "GuardedTags",
      ],
      [
        "give it away by an update",
        { action: "sagemaker:UpdateProject", context: tags({ team: "TeamA" }) },
        "GuardedTags",
      ],
      ["the shared domain, retagged by somebody", { action: "sagemaker:UpdateDomain" }, "ControlPlane"],
      ["a profile of the team", { action: "sagemaker:UpdateUserProfile" }, "ControlPlane"],
      [
        "a colleague's space from afar",
        { action: "sagemaker:StartSession", arn: space, tags: { ...own, studiouserid: "carol" } },
      ],
      ["a group's policy", { action: "sagemaker:DeleteModelPackageGroupPolicy" }, "ControlPlane"],
    ],
  },
  {
    sid: "OpenOwnSpaceAndNotebook",
    documents: ["workspace"],
    right: { action: "sagemaker:StartSession", arn: space, tags: own },
    alsoRight: [["a notebook", { action: "sagemaker:CreatePresignedNotebookInstanceUrl", arn: notebook }]],
    wrong: [
      ...noTeam,
      ...notOwn,
      ["by nobody", { principal: { team: "TeamB" } }],
      [
        "a colleague's notebook",
        {
          ...{ action: "sagemaker:CreatePresignedNotebookInstanceUrl", arn: notebook },
          tags: { ...own, studiouserid: "carol" },
        },
      ],
    ],
  },
  {
    sid: "OwnAppsAndSpaces",
    documents: ["workspace"],
    right: { action: "sagemaker:CreateApp", arn: app, context: ofProfile("bob") },
    alsoRight: [["a space", { action: "sagemaker:UpdateSpace", arn: space }]],
    wrong: [
      ...noTeam,
      ["in alice's profile", { context: ofProfile("alice") }],
      ["in a shared space", { context: { ...ofProfile("bob"), "sagemaker:SpaceSharingType": "Shared" } }],
      ["from outside Studio", { context: { "sagemaker:SpaceSharingType": "Private" } }],
      ["for another team", { context: { ...ofProfile("bob"), ...tags({ team: "TeamA" }) } }],
    ],
  },
  {
    sid: "OwnAppsAndSpacesWithTags",
    documents: ["workspace"],
    right: {
      action: "sagemaker:CreateSpace",
      arn: space,
      context: { ...ofProfile("bob"), ...tags({ team: "TeamB" }) },
    },
    alsoRight: [["with what Studio sends alone", { context: { ...ofProfile("bob"), "aws:TagKeys": studioKeys } }]],
    wrong: [
      ...noTeam,
      ["in alice's profile", { context: { ...ofProfile("alice"), ...tags({ team: "TeamB" }) } }],
      ["for another team", { context: { ...ofProfile("bob"), ...tags({ team: "TeamA" }) } }],
      ["with a forged person", { context: { ...ofProfile("bob"), ...tags(own) } }],
      ["with the key in another case", { context: { ...ofProfile("bob"), ...tags({ Team: "TeamB" }) } }],
    ],
  },
  {
    sid: "TagAppsAndSpaces",
    documents: ["workspace"],
    right: {
      ...{ action: "sagemaker:AddTags", arn: space },
      context: { "aws:TagKeys": studioKeys, "sagemaker:TaggingAction": "CreateSpace" },
    },
    wrong: [
      ...noTeam,
      ["what exists", { tags: others, context: { "aws:TagKeys": studioKeys } }],
      ["for another team", { context: { ...tags({ team: "TeamA" }), "sagemaker:TaggingAction": "CreateSpace" } }],
      ["with a person", { context: { ...tags(own), "sagemaker:TaggingAction": "CreateSpace" } }],
      ["another type", { arn: job }],
    ],
  },
  {
    sid: "PassOwnRole",
    documents: ["developer"],
    right: { action: "iam:PassRole", arn: role("TeamB"), context: toSageMaker },
    wrong: [
      ...noTeam,
      ["another team's role", { arn: role("TeamA") }],
      ["a team whose name begins alike", { arn: role("TeamB2") }],
      ["an administrator's role", { arn: "arn:aws:iam::111122223333:role/Administrator" }],
      ["to another service", { context: { "iam:PassedToService": "lambda.amazonaws.com" } }],
      ["to no service that is named", { context: {} }],
    ],
  },
  {
    sid: "OwnObjects",
    documents: ["supporting-services"],
    right: { action: "s3:GetObject", arn: "arn:aws:s3:::shared/TeamB/a.csv" },
    alsoRight: [["write", { action: "s3:PutObject" }]],
    wrong: [
      ...noTeam,
      ["another team's", { arn: "arn:aws:s3:::shared/TeamA/a.csv" }],
      ["of a team whose name begins alike", { arn: "arn:aws:s3:::shared/TeamB2/a.csv" }],
      ["of no team", { arn: "arn:aws:s3:::shared/a.csv" }],
      ["another bucket", { arn: "arn:aws:s3:::other/TeamB/a.csv" }],
      ["its access list", { action: "s3:PutObjectAcl" }],
      ["the bucket's CORS", { action: "s3:PutBucketCORS", arn: "arn:aws:s3:::shared" }],
    ],
  },
  {
    sid: "ListOwnPrefix",
    documents: ["supporting-services"],
    right: { action: "s3:ListBucket", arn: "arn:aws:s3:::shared", context: { "s3:prefix": "TeamB/data/" } },
    alsoRight: [["the whole of it", { context: { "s3:prefix": "TeamB/" } }]],
    wrong: [
      ...noTeam,
      ["another team's", { context: { "s3:prefix": "TeamA/" } }],
      ["of a team whose name begins alike", { context: { "s3:prefix": "TeamB" } }],
      ["everything", { context: {} }],
    ],
  },
  {
    sid: "OwnKeyThroughServices",
    documents: ["supporting-services"],
    right: { action: "kms:Decrypt", arn: `arn:aws:kms:${at}:key/k`, tags: own, context: through("s3") },
    wrong: [
      ...noTeam,
      ...notOwn,
      ["by hand", { context: {} }],
      ["through another service", { context: through("ec2") }],
    ],
  },
  {
    sid: "GrantOwnKeyToServices",
    documents: ["supporting-services"],
    right: {
      ...{ action: "kms:CreateGrant", arn: `arn:aws:kms:${at}:key/k`, tags: own },
      context: { ...through("sagemaker"), "kms:GrantIsForAWSResource": "true" },
    },
    wrong: [
      ...noTeam,
      ...notOwn,
      ["to somebody", { context: { ...through("sagemaker"), "kms:GrantIsForAWSResource": "false" } }],
      ["by hand", { context: { "kms:GrantIsForAWSResource": "true" } }],
    ],
  },
  {
    sid: "OwnImages",
    documents: ["supporting-services"],
    right: { action: "ecr:PutImage", arn: `arn:aws:ecr:${at}:repository/r`, tags: own },
    wrong: [...noTeam, ...notOwn, ["who may pull it", { action: "ecr:SetRepositoryPolicy" }]],
  },
  {
    sid: "ReadOwnLogs",
    documents: ["supporting-services"],
    right: { action: "logs:GetLogEvents", arn: log("TeamB-train/algo-1") },
    alsoRight: [
      ["of an endpoint", { arn: log("all/i-1", "Endpoints/TeamB-e") }],
      ["of one's own app", { arn: log("d/bob/JupyterLab/default", "studio") }],
    ],
    wrong: [
      ...noTeam,
      ["another team's", { arn: log("TeamA-train/algo-1") }],
      ["of a team whose name begins alike", { arn: log("TeamB2-train/algo-1") }],
      ["of another team's endpoint", { arn: log("all/i-1", "Endpoints/TeamA-e") }],
      ["of somebody else's app", { arn: log("d/carol/JupyterLab/default", "studio") }],
      ["the account's log policy", { action: "logs:PutResourcePolicy", arn: "*" }],
      ["a subscription", { action: "logs:PutSubscriptionFilter" }],
    ],
  },
  {
    sid: "FindLogStreams",
    documents: ["supporting-services"],
    right: { action: "logs:DescribeLogStreams", arn: `arn:aws:logs:${at}:log-group:/aws/sagemaker/TrainingJobs` },
    alsoRight: [["as CloudWatch spells it", { arn: log("") }]],
    wrong: [
      ...noTeam,
      ["of another service", { arn: `arn:aws:logs:${at}:log-group:/aws/lambda/f` }],
      ["what is in them", { action: "logs:GetLogEvents", arn: log("TeamA-train/algo-1") }],
    ],
  },
];

const decide = (document: string, { action, arn, tags: of, context = {}, principal = own }: Asked): PolicyDecision =>
  evaluate(
    {
      principal: { arn: "arn:aws:sts::111122223333:assumed-role/sagewarden-studio-TeamB/bob", tags: principal },
      ...{ action, resource: { arn, ...(of && { tags: of }) }, context },
    },
    { identity: [policyOf(`studio/${document}`)] },
  );

const refused: readonly Answer[] = ["explicitDeny", "implicitDeny"];

describe.each(cases.flatMap((each) => each.documents.map((document) => ({ ...each, document }))))(
  "$document: $sid",
  ({ document, sid, right, alsoRight = [], wrong }) => {
    test.each([["as it must be", {}] as const, ...alsoRight])("%s: allowed", (_, change) => {
      const decision = decide(document, { ...right, ...change });
      expect(decision).toEqual({ decision: "allowed", statement: expect.objectContaining({ sid }) });
    });

    test.each(wrong.map(([title, change, denier]) => ({ title, change, denier })))(
      "$title: refused",
      ({ change, denier }) => {
        const { decision, statement } = decide(document, { ...right, ...change });
        expect(refused).toContain(decision);
        expect(statement?.sid).toBe(denier);
      },
    );
  },
);

test.each([
  ["list what is in it", "ListHubContents", "aws:hub/SageMakerPublicHub", own, "allowed"],
  ["read one", "DescribeHubContent", "aws:hub-content/SageMakerPublicHub/Model/m/1.0.0", own, "allowed"],
  [
    "of another account",
    "DescribeHubContent",
    "999988887777:hub-content/SageMakerPublicHub/Model/m/1",
    own,
    "implicitDeny",
  ],
  ["write", "ImportHubContent", "aws:hub/SageMakerPublicHub", own, "implicitDeny"],
  ["without a team", "ListHubContents", "aws:hub/SageMakerPublicHub", {}, "explicitDeny"],
])("the hub that AWS lets everybody read: %s", (_, action, resource, tagged, decision) => {
  const request: Request = {
    principal: { arn: "arn:aws:sts::111122223333:assumed-role/sagewarden-studio-TeamB/bob", tags: { ...tagged } },
    ...{ action: `sagemaker:${action}`, resource: { arn: `arn:aws:sagemaker:us-east-1:${resource}` }, context: {} },
  };
  const theirs = resourcePolicy("*", { Action: "sagemaker:*" });
  expect(evaluate(request, { identity: [policyOf("studio/workspace")], resource: theirs }).decision).toBe(decision);
});
