import { account } from "../../fixtures.ts";
import { ownerTags, withDetail, withField } from "../perfect.ts";
import type { Case } from "./case.ts";
import { by, byRole, foreign, only, role, unowned } from "./unowned.ts";

const reserved = "aws-reserved/sso.amazonaws.com";

/** A session name proves a person only under a path that IAM gives to nobody but Identity Center. */
const fakeIdentityCenter: readonly Case[] = [
  ["the name alone", role("AWSReservedSSO_Admin_0123456789abcdef")],
  ["the path in another path", role(`x/${reserved}/AWSReservedSSO_Admin_0123456789abcdef`)],
  ["the path behind a colon", role(`x:role/${reserved}/AWSReservedSSO_Admin_0123456789abcdef`)],
  ["another service's reserved path", role("aws-reserved/evil.example/AWSReservedSSO_Admin_0123456789abcdef")],
  ["a longer domain", role(`${reserved}.evil.example/AWSReservedSSO_Admin_0123456789abcdef`)],
  ["other letters", role(`aws-reserved/ss\u043e.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef`)],
  ["capitals", role(`AWS-Reserved/SSO.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef`)],
  ["another role under the path", role(`${reserved}/Admin`)],
  ["a line break", role(`${reserved}/AWSReservedSSO_Admin_0123456789abcdef\n`)],
  ["the true path in another account", role(`${reserved}/AWSReservedSSO_Admin_0123456789abcdef`, foreign)],
  ["a user under the path", `arn:aws:iam::${account}:user/${reserved}/AWSReservedSSO_Admin_0123456789abcdef`],
  ["an assumed role's ARN", `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/bob`],
].map(([name = "", arn = ""]) => unowned(`fake Identity Center: ${name}`, byRole(arn)));

const names: readonly Case[] = [
  unowned("the session is called bob", byRole(role("Untraceable"))),
  unowned("the session is called by bob's address", byRole(role("Untraceable"), "bob@example.com")),
  unowned("a role's record has bob for userName", by({ userName: "bob" })),
  unowned("a role session whose role is called bob", byRole(role("bob"), "bob")),
  unowned("an IAM user in small letters", only({ type: "iamuser", userName: "bob", accountId: account })),
  unowned("an IAM user of another account", only({ type: "IAMUser", userName: "bob", accountId: foreign })),
  unowned("an IAM user of no account", only({ type: "IAMUser", userName: "bob" })),
  unowned("an IAM user in capitals", only({ type: "IAMUser", userName: "Bob", accountId: account })),
  unowned("an IAM user with a blank", only({ type: "IAMUser", userName: "bob ", accountId: account })),
  unowned("an IAM user with a Cyrillic letter", only({ type: "IAMUser", userName: "b\u043eb", accountId: account })),
  unowned("an IAM user whose name is a list", only({ type: "IAMUser", userName: ["bob"], accountId: account })),
  unowned("an IAM user called __proto__", only({ type: "IAMUser", userName: "__proto__", accountId: account })),
  ...[
    "Root",
    "FederatedUser",
    "AWSAccount",
    "WebIdentityUser",
    "SAMLUser",
    "IdentityCenterUser",
    "AWSService",
    "__proto__",
  ].map((type) => unowned(`a ${type} with bob's name`, only({ type, userName: "bob", accountId: account }))),
  unowned("on behalf of nobody's user id", by({ onBehalfOf: { userId: "store-id-of-mallory" } })),
  unowned("on behalf of a list", by({ onBehalfOf: [{ userId: "store-id-of-bob" }] })),
  unowned(
    "on behalf of bob in the request",
    withField(by({}), "detail.requestParameters.onBehalfOf", { userId: "store-id-of-bob" }),
  ),
  unowned(
    "on behalf of bob, called by another account",
    by({ accountId: foreign, onBehalfOf: { userId: "store-id-of-bob" } }),
  ),
  unowned(
    "an identity in the request",
    withField(by({}), "detail.requestParameters.userIdentity", { type: "IAMUser", userName: "bob" }),
  ),
  unowned("no identity at all", only(undefined)),
  unowned("an identity that is a list", only([{ type: "IAMUser", userName: "bob", accountId: account }])),
];

const services: readonly Case[] = [
  unowned(
    "invokedBy in the request",
    withField(by({}), "detail.requestParameters.invokedBy", "sagemaker.amazonaws.com"),
  ),
  unowned(
    "SageMaker as user agent and address",
    withDetail(by({}), { userAgent: "sagemaker.amazonaws.com", sourceIPAddress: "sagemaker.amazonaws.com" }),
  ),
  unowned(
    "a pipeline's tag by a caller",
    by(
      {},
      { "sagemaker:pipeline-execution-arn": `arn:aws:sagemaker:us-east-1:${account}:pipeline/bobs/execution/abc` },
    ),
  ),
  unowned(
    "the tag of bob's profile, with a role that is not his",
    by({}, { "sagemaker:user-profile-arn": `arn:aws:sagemaker:us-east-1:${account}:user-profile/d-1/bob` }),
    {
      lookups: { studioIdentity: async (arn) => ({ arn, tags: ownerTags.bob, executionRole: role("bobs-execution") }) },
    },
  ),
  unowned(
    "the tag of bob's profile, with the role of everybody's",
    by({}, { "sagemaker:user-profile-arn": `arn:aws:sagemaker:us-east-1:${account}:user-profile/d-1/bob` }),
    {
      lookups: {
        studioIdentity: async (arn) => ({
          arn,
          tags: ownerTags.bob,
          executionRole: role("Untraceable"),
          roleIsOwn: false,
        }),
      },
    },
  ),
  unowned(
    "bob as source identity of a role that is not his",
    withField(by({}), "detail.userIdentity.sessionContext.sourceIdentity", "bob"),
    {
      lookups: {
        profilesNamed: async () => [
          {
            arn: `arn:aws:sagemaker:us-east-1:${account}:user-profile/d-1/bob`,
            tags: ownerTags.bob,
            executionRole: role("bobs-execution"),
          },
        ],
      },
    },
  ),
  unowned("role tags that name a person", by({}), { lookups: { roleTags: async () => ({ studiouserid: "bob" }) } }),
];

export const principals: readonly Case[] = [...fakeIdentityCenter, ...names, ...services];
