import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { readPolicy } from "../../../policy/read.ts";
import { knownChains } from "../explain.ts";
import { policyOf, roleOf, sessionOf, smallEstate } from "../fixtures.ts";
import { searchChains } from "../search.ts";
import { worldOf } from "../world.ts";
import { moves } from "./index.ts";

const all = (action: string | readonly string[], more: object = {}) =>
  policyOf("p", { Effect: "Allow", Action: action, Resource: "*", ...more });
const world = worldOf(smallEstate([all("*")]));
const tries = moves.flatMap((move) => move(world));

test("each file is in the table", async () => {
  const files = readdirSync(new URL(".", import.meta.url)).filter((file) => !/^index|\.test\.ts$/.test(file));
  const listed = new Set<unknown>(moves);
  for (const file of files) {
    const exported = Object.values<unknown>(await import(`./${file}`));
    expect([file, exported.some((each) => listed.has(each))]).toEqual([file, true]);
  }
});

test("every try asks something, and either reaches a goal or changes something", () => {
  for (const { calls, makes, end } of tries) {
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.every(({ asks }) => asks.length > 0)).toBe(true);
    expect(end === undefined).toBe(makes !== undefined);
  }
});

test("every known chain has its end", () => {
  const known = new Set(tries.flatMap(({ end }) => end?.known ?? []));
  expect([...known].toSorted()).toEqual(Object.keys(knownChains).toSorted());
});

/** The chains that these permissions open, each as its actions. */
const opened = (...policies: Parameters<typeof smallEstate>[0] & object) => {
  const chains = searchChains(smallEstate(policies), { depth: 3 });
  return [...new Set(chains.map(({ steps }) => steps.map(({ action }) => action).join(" > ")))];
};
const rolesOf = "arn:aws:iam::111122223333:role";
const own = { StringEquals: { "aws:ResourceTag/team": `\${aws:PrincipalTag/team}` } };

describe("one permission or two open", () => {
  test.each<[string, ReturnType<typeof opened>, string[]]>([
    ["nothing", opened(), []],
    ["tagging alone", opened(all("sagemaker:AddTags")), []],
    [
      "tagging, and deleting one's own",
      opened(all("sagemaker:AddTags"), all("sagemaker:DeleteModel", { Condition: own })),
      ["sagemaker:AddTags > sagemaker:DeleteModel"],
    ],
    [
      "untagging, and deleting what nobody owns",
      opened(
        all("sagemaker:DeleteTags"),
        all("sagemaker:DeleteModel", { Condition: { Null: { "aws:ResourceTag/team": "true" } } }),
      ),
      ["sagemaker:DeleteTags", "sagemaker:DeleteTags > sagemaker:DeleteModel"],
    ],
    [
      "tagging trial and component, and joining one's own",
      opened(all("sagemaker:AddTags"), all("sagemaker:DisassociateTrialComponent", { Condition: own })),
      ["sagemaker:AddTags > sagemaker:AddTags > sagemaker:DisassociateTrialComponent"],
    ],
    ["passing roles alone", opened(all("iam:PassRole")), []],
    [
      "passing one's own roles, and tagging roles",
      opened(all("iam:PassRole", { Condition: own }), all(["iam:TagRole", "lambda:CreateFunction"])),
      ["iam:TagRole", "iam:TagRole > iam:PassRole > lambda:CreateFunction"],
    ],
    ["fewer policies", opened(all("iam:DetachRolePolicy")), ["iam:DetachRolePolicy"]],
    ["new policies", opened(all("iam:PutRolePolicy")), ["iam:PutRolePolicy"]],
    [
      "untagging roles, and passing those that nobody owns",
      opened(
        all("iam:UntagRole"),
        all("iam:PassRole", {
          Condition: { StringNotLikeIfExists: { "aws:ResourceTag/team": "*" } },
          Resource: `${rolesOf}/*`,
        }),
        all("glue:CreateJob"),
      ),
      ["iam:PassRole > glue:CreateJob", "iam:UntagRole > iam:PassRole > glue:CreateJob"],
    ],
    [
      "new trust: nothing else has to allow to take the role",
      opened(all("iam:UpdateAssumeRolePolicy")),
      ["iam:UpdateAssumeRolePolicy > sts:AssumeRole"],
    ],
    [
      "one's own profile with another role",
      opened(
        all(["iam:PassRole", "sagemaker:UpdateUserProfile", "sagemaker:CreatePresignedDomainUrl"], {
          Condition: { StringNotEquals: { "aws:ResourceTag/studiouserid": "alice" } },
        }),
      ),
      ["iam:PassRole > sagemaker:UpdateUserProfile > sagemaker:CreatePresignedDomainUrl"],
    ],
    ["taking roles whose trust is not known", opened(all("sts:AssumeRole")), ["sts:AssumeRole"]],
    [
      "an endpoint from another team's configuration",
      opened(all("sagemaker:CreateEndpoint")),
      ["sagemaker:CreateEndpoint"],
    ],
    ...[
      ...["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:CreateAccessKey", "iam:CreateLoginProfile"],
      ...["iam:AttachUserPolicy", "iam:UpdateSAMLProvider", "lambda:UpdateFunctionCode", "cloudformation:UpdateStack"],
      ...["ssm:SendCommand", "ssm:StartSession", "ssm:GetParameter", "secretsmanager:GetSecretValue"],
      ...["s3:GetObjectVersion", "s3:ListBucket", "s3:PutObjectAcl", "s3:DeleteObjectVersion"],
    ].map((action): [string, ReturnType<typeof opened>, string[]] => [action, opened(all(action)), [action]]),
    [
      "what is nobody's in IAM",
      opened(all("iam:CreateAccessKey", { Condition: { Null: { "aws:ResourceTag/team": "true" } } })),
      ["iam:CreateAccessKey"],
    ],
    ["one's own secrets", opened(all("secretsmanager:GetSecretValue", { Condition: own })), []],
    [
      "serving any model",
      opened(all(["sagemaker:CreateTransformJob", "sagemaker:UpdateInferenceComponent"])),
      ["sagemaker:CreateTransformJob", "sagemaker:UpdateInferenceComponent"],
    ],
    [
      "serving models of one's own name, as written",
      opened(
        all("sagemaker:CreateEndpointConfig", {
          Condition: { ArnNotLike: { "sagemaker:ModelArn": "arn:aws:sagemaker:*:*:model/TeamA-*" } },
        }),
      ),
      ["sagemaker:CreateEndpointConfig"],
    ],
    ["search", opened(all("sagemaker:Search")), ["sagemaker:Search"]],
    ["keys", opened(all("kms:CreateGrant")), ["kms:CreateGrant"]],
  ])("%s", (_, found, expected) => {
    expect(found.toSorted()).toEqual(expected.toSorted());
  });
});

test("an administrator lends another team's role, and somebody of the team opens the profile", () => {
  const admin = roleOf("TeamB", {
    ...{ kind: "admin", name: "admin", tags: {}, team: "TeamB" },
    policies: [
      all(["iam:PassRole", "sagemaker:UpdateUserProfile"], {
        Condition: { StringNotEquals: { "aws:ResourceTag/studiouserid": "alice" } },
      }),
    ],
  });
  const bob = roleOf("TeamB", {
    sessions: [sessionOf("bob")],
    policies: [all("sagemaker:CreatePresignedDomainUrl", { Condition: own })],
  });
  const estate = smallEstate([], { principals: [roleOf("TeamA", { sessions: [sessionOf("alice")] }), bob, admin] });
  const chains = searchChains(estate, { depth: 3 }).map(({ steps }) =>
    steps.map((step) => `${step.principal} ${step.action}`),
  );
  expect(chains).toContainEqual([
    ...["admin iam:PassRole", "admin sagemaker:UpdateUserProfile"],
    "studio-TeamB as bob sagemaker:CreatePresignedDomainUrl",
  ]);
});

test("serving any model is not asked where somebody takes that risk", () => {
  const openModels = { owner: "platform", reason: "shared models", expires: "2027-01-01" };
  const estate = smallEstate([all("sagemaker:CreateTransformJob")], { openModels });
  expect(searchChains(estate, { depth: 1 })).toEqual([]);
});

describe("signing in", () => {
  const trust = (Condition: object, Principal: object, Action: string) => ({
    name: "trust",
    policy: readPolicy(
      {
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Principal, Action: [Action, "sts:TagSession"], Condition },
      },
      "trust",
    ),
  });
  const provider = { Federated: "arn:aws:iam::111122223333:saml-provider/idp" };
  const saml = (Condition: object) => trust(Condition, provider, "sts:AssumeRoleWithSAML");
  const user = (Condition: object) => trust(Condition, { AWS: "arn:aws:iam::111122223333:root" }, "sts:AssumeRole");
  const audience = { "SAML:aud": "https://signin.aws.amazon.com/saml" };
  const found = (given: ReturnType<typeof saml>) => {
    const role = roleOf("TeamB", { trust: given, sessions: [sessionOf("bob")] });
    return searchChains(smallEstate([], { principals: [role] }), { depth: 3 }).map(({ steps }) => steps[0]?.with);
  };
  test.each<[string, ReturnType<typeof saml>, (string | undefined)[]]>([
    ["any tag", saml({ StringEquals: audience }), ["tags team=TeamA"]],
    ["one's own team's", saml({ StringEqualsIfExists: { ...audience, "aws:RequestTag/team": "TeamB" } }), []],
    [
      "a key in another case",
      saml({ "ForAllValues:StringNotEquals": { "aws:TagKeys": ["team"] } }),
      ["tags TEAM=TeamA"],
    ],
    [
      "only together with the person",
      saml({ StringLike: { ...audience, "aws:RequestTag/studiouserid": "?*" } }),
      ["tags team=TeamA, studiouserid=bob"],
    ],
    ["a user, who may ask for anything", user({ Bool: { "aws:MultiFactorAuthPresent": "true" } }), ["tags team=TeamA"]],
    ["a user of another team", user({ StringEquals: { "aws:PrincipalTag/team": "TeamA" } }), []],
    [
      "a role that the trust describes",
      user({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/sso/*" } }),
      ["tags team=TeamA"],
    ],
  ])("%s", (_, given, asked) => {
    expect(found(given)).toEqual(asked);
  });
});
