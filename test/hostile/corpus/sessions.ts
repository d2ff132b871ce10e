import { enforcerRoleArn } from "#shared/names.ts";
import { account } from "../../fixtures.ts";
import {
  aliceSession,
  bob,
  bobSession,
  creation,
  type Loose,
  newArn,
  nobody,
  ownerTags,
  retag,
  time,
  withDetail,
  withField,
} from "../perfect.ts";
import type { Case } from "./case.ts";
import { byRole, foreign, only, people, role, unowned } from "./unowned.ts";

const session = (change: object, request: object = {}, person = nobody): Loose => {
  const event = bobSession();
  const { requestParameters, responseElements, userIdentity } = event.detail;
  return withDetail(event, {
    userIdentity,
    requestParameters: { ...requestParameters, roleArn: role(person.role), roleSessionName: person.name, ...request },
    responseElements: {
      credentials: { ...responseElements.credentials, accessKeyId: person.key },
      assumedRoleUser: { assumedRoleId: `AROA${person.role.toUpperCase()}:${person.name}` },
    },
    ...change,
  });
};
const asked = (userIdentity: object): Loose => session({ userIdentity });
const tagsOfBob = [{ key: "studiouserid", value: "bob" }];
const aliceUser = { type: "IAMUser", userName: "alice", accountId: account, arn: `arn:aws:iam::${account}:user/alice` };

/** Session records that are AWS's own, about sessions that try to be bob's. */
const issued: readonly Case[] = [
  ["asked for from another account", asked({ type: "AWSAccount", accountId: foreign })],
  [
    "asked for by a role of another account",
    asked({ type: "AssumedRole", accountId: foreign, arn: `arn:aws:sts::${foreign}:assumed-role/x/y` }),
  ],
  ["of another role", session({}, { roleArn: role("Other") }, { ...nobody, role: "Other" })],
  ["of another session name", session({}, {}, { ...nobody, name: "run-9" })],
  ["issued an hour later", session({ eventTime: time(3_600) })],
  [
    "long over",
    session({
      eventTime: "2026-11-01T10:00:00Z",
      responseElements: {
        ...session({}).detail.responseElements,
        credentials: { accessKeyId: nobody.key, expiration: "Nov 1, 2026, 11:00:00 AM" },
      },
    }),
  ],
  ["with a name in two cases", session({}, { tags: [...tagsOfBob, { key: "StudioUserId", value: "alice" }] })],
  ["with a look-alike of the key", session({}, { tags: [{ key: "studiouser\u0456d", value: "bob" }] })],
  ["with bob's name as a list", session({}, { tags: [{ key: "studiouserid", value: ["bob"] }] })],
  [
    "with bob only as a web identity's subject",
    session(
      {
        eventName: "AssumeRoleWithWebIdentity",
        responseElements: { ...session({}).detail.responseElements, subjectFromWebIdentityToken: "bob@idp" },
      },
      { tags: undefined },
    ),
  ],
  [
    "with bob as transitive key without a value",
    session({}, { tags: [], transitiveTagKeys: ["studiouserid", "__proto__"] }),
  ],
].map(([name, event]) =>
  unowned(`a session of bob's tags, ${name}`, creation({}, nobody), { events: [event, creation({}, nobody)] }),
);

const contradicted: readonly Case[] = [
  {
    name: "alice asks for a session with bob's name: hers, and a mismatch",
    events: [session({ userIdentity: aliceUser }, { tags: tagsOfBob }), creation({}, nobody)],
    writes: [{ arn: newArn, tags: ownerTags.alice }],
    outcomes: ["mismatch"],
    notices: ["mismatch"],
  },
  {
    name: "a SAML assertion of bob that tags alice: nobody's",
    settings: people,
    events: [
      session(
        {
          eventName: "AssumeRoleWithSAML",
          responseElements: { ...session({}).detail.responseElements, subject: "bob@idp" },
        },
        { tags: undefined, principalTags: { studiouserid: "alice" } },
      ),
      creation({}, nobody),
    ],
    outcomes: ["mismatch"],
    notices: ["mismatch"],
  },
  {
    name: "alice's session, bob's name in the request: hers, and a mismatch",
    events: [aliceSession(), creation(ownerTags.bob)],
    writes: [{ arn: newArn, tags: ownerTags.alice }],
    outcomes: ["mismatch"],
    notices: ["mismatch"],
  },
];

const made = (event: Loose): readonly Loose[] => [aliceSession(), creation(), event];
const aliceTagged = [{ arn: newArn, tags: ownerTags.alice }];
const retagBy = (arn: string, principal: object = {}): Loose => {
  const event = withField(retag(ownerTags.bob), "detail.userIdentity.sessionContext.sessionIssuer.arn", arn);
  return withDetail(event, { userIdentity: { ...event.detail.userIdentity, ...principal } });
};

/** Their word counts: whoever passes for one may name anybody. */
const provisioners: readonly [string, string][] = [
  ["a role of the name under a path with a colon", role("x:role/terraform")],
  ["the role of another account", role("terraform", foreign)],
  ["a longer name", role("terraform-evil")],
  ["a path before the name", role("x/terraform")],
  ["a user of the name", `arn:aws:iam::${account}:user/terraform`],
  ["capitals", role("Terraform")],
  ["another service's ARN", `arn:aws:sts::${account}:role/terraform`],
  ["a list", ["arn:aws:iam::111122223333:role/terraform"] as unknown as string],
];
const fakeProvisioners: readonly Case[] = provisioners.flatMap(([name, arn]): Case[] => [
  unowned(`fake provisioner creates: ${name}`, byRole(arn, "apply", ownerTags.bob)),
  {
    name: `fake provisioner retags: ${name}`,
    events: made(retagBy(arn)),
    writes: aliceTagged, // the fake's AddTags never reached the world: putting back reads and finds alice
    outcomes: ["tagged"],
    notices: ["guarded-tag-changed"],
  },
]);

const enforcer = enforcerRoleArn("aws", account);
const ourOwn: readonly Case[] = [
  {
    name: "AddTags in our own name: left alone",
    events: made(retagBy(enforcer)),
    writes: aliceTagged,
    outcomes: ["tagged"],
    notices: [],
  },
  unowned("a creation in our own name", byRole(enforcer, "sagewarden-enforce-tags", ownerTags.bob)),
  ...[
    role("sagewarden-enforce-tags"),
    enforcerRoleArn("aws", foreign),
    `${enforcer}/x`,
    enforcer.replace("role/", "role/x:role/"),
    `${enforcer} `,
  ].map(
    (arn): Case => ({
      name: `AddTags by a look-alike of ours, ${arn}: told`,
      events: made(retagBy(arn)),
      writes: aliceTagged,
      outcomes: ["tagged"],
      notices: ["guarded-tag-changed"],
    }),
  ),
];

/** What nothing in the record gives away. PutEvents cannot make these: only AWS writes `aws.*`, and the queue takes only our rules. */
const consistent: readonly Case[] = [
  {
    name: "the session of bob's tags that the ones above were broken from",
    events: [session({}), creation({}, nobody)],
    writes: [{ arn: newArn, tags: ownerTags.bob }],
    outcomes: ["tagged"],
    notices: [],
    indistinguishable: "the key, the role, the session's name and the time agree",
  },
  {
    name: "a session record of bob's and a creation with its key",
    events: [bobSession(), creation({}, bob)],
    writes: [{ arn: newArn, tags: ownerTags.bob }],
    outcomes: ["tagged"],
    notices: [],
    indistinguishable:
      "both records agree; the effect is the tags of one person of the directory on the one resource they name",
  },
  {
    name: "an IAM user bob of this account",
    events: [only({ type: "IAMUser", userName: "bob", accountId: account })],
    writes: [{ arn: newArn, tags: ownerTags.bob }],
    outcomes: ["tagged"],
    notices: [],
    indistinguishable: "IAM users have no session that could be asked about",
  },
  {
    name: "the declared provisioner itself names bob",
    events: made(retagBy(role("terraform"))),
    writes: aliceTagged,
    outcomes: ["ok"],
    notices: [],
    indistinguishable: "a provisioner's word is believed by declaration; the row's history names it",
  },
  {
    name: "alice's creation answers with the ARN of bob's notebook",
    events: [
      aliceSession(),
      withField(creation(), "detail.responseElements.notebookInstanceArn", newArn.replace("new", "bobs")),
    ],
    writes: [{ arn: newArn.replace("new", "bobs"), tags: ownerTags.alice }],
    outcomes: ["tagged"],
    notices: [],
    indistinguishable: "SageMaker names what it made, and lowers some names: the answer is the truth about the ARN",
  },
];

export const sessions: readonly Case[] = [...issued, ...contradicted, ...fakeProvisioners, ...ourOwn, ...consistent];
