import { describe, expect, test } from "@jest/globals";
import type { Facts } from "./facts.ts";
import { propose } from "./proposal.ts";

const issued = (tags: Record<string, string>) => ({
  eventVersion: "1.08",
  eventSource: "sts.amazonaws.com",
  eventName: "AssumeRoleWithSAML",
  eventID: "e-1",
  eventTime: "2026-11-22T00:00:00Z",
  awsRegion: "us-east-1",
  recipientAccountId: "111122223333",
  userIdentity: { type: "SAMLUser" },
  requestParameters: { roleArn: "arn:aws:iam::111122223333:role/studio", roleSessionName: "s", principalTags: tags },
  responseElements: { credentials: { accessKeyId: "ASIAEXAMPLE" } },
});

const created = (roleArn: string) => ({
  eventSource: "sagemaker.amazonaws.com",
  eventName: "CreateModel",
  eventID: "e-2",
  eventTime: "2026-11-22T00:00:00Z",
  awsRegion: "us-east-1",
  recipientAccountId: "111122223333",
  userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { type: "Role", arn: roleArn } } },
  requestParameters: { modelName: "m" },
  responseElements: { modelArn: "arn:aws:sagemaker:us-east-1:111122223333:model/m" },
});

const perfect: Facts = {
  account: "111122223333",
  region: "us-east-1",
  profiles: [{ name: "alice", domainId: "d-1", tags: { team: "TeamA", studiouserid: "alice" } }],
  users: [{ name: "Bob", tags: { team: "TeamB", studiouserid: "bob" } }],
  roles: [
    {
      arn: "arn:aws:iam::111122223333:role/own",
      trust: '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"}}]}',
    },
    {
      arn: "arn:aws:iam::111122223333:role/v",
      trust: '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"999988887777"}}]}',
    },
  ],
  records: [
    issued({ team: "TeamC", studiouserid: "carol" }),
    created("arn:aws:iam::111122223333:role/terraform"),
    { eventSource: 5 },
  ],
  unread: [],
};

test("teams, people, creators and foreign trust, each with where it was seen", () => {
  expect(propose(perfect)).toEqual({
    region: "us-east-1",
    teams: [
      { id: "TeamA", from: "user profile alice of d-1" },
      { id: "TeamB", from: "IAM user Bob" },
      { id: "TeamC", from: "session tags of arn:aws:iam::111122223333:role/studio" },
    ],
    people: [
      { id: "alice", team: "TeamA", iamUser: undefined, from: "user profile alice of d-1" },
      { id: "bob", team: "TeamB", iamUser: "Bob", from: "IAM user Bob" },
      { id: "carol", team: "TeamC", iamUser: undefined, from: "session tags of arn:aws:iam::111122223333:role/studio" },
    ],
    provisioners: [{ arn: "arn:aws:iam::111122223333:role/terraform", creations: 1 }],
    vendors: [{ role: "arn:aws:iam::111122223333:role/v", accounts: ["999988887777"] }],
    notes: [],
  });
});

describe("what is not clear is left to a person", () => {
  test("two teams for one person: not proposed", () => {
    const users = [{ name: "alice2", tags: { team: "TeamB", studiouserid: "alice" } }];
    const { people, notes } = propose({ ...perfect, users, records: [] });
    expect(people).toEqual([]);
    expect(notes).toEqual([
      "alice: in team TeamA by user profile alice of d-1, in team TeamB by IAM user alice2; decide, then add",
    ]);
  });

  test.each([
    [{}, "IAM user x: no studiouserid tag"],
    [{ studiouserid: "x" }, "IAM user x: no team tag"],
    [{ studiouserid: " x", team: "T" }, "IAM user x: its tags cannot be used as names"],
    [{ studiouserid: "__proto__", team: "T" }, "IAM user x: its tags cannot be used as names"],
    [{ studiouserid: "x", team: "a\nb" }, "IAM user x: its tags cannot be used as names"],
  ])("a user tagged %j", (tags, note) => {
    const { people, notes } = propose({ ...perfect, profiles: [], records: [], users: [{ name: "x", tags }] });
    expect(people).toEqual([]);
    expect(notes).toEqual([note]);
  });

  test("sessions without these tags are ordinary", () => {
    expect(propose({ ...perfect, records: [issued({ project: "p" })] }).notes).toEqual([]);
  });

  test("what could not be read", () => {
    expect(propose({ ...perfect, unread: ["roles: denied"] }).notes).toEqual(["not read: roles: denied"]);
  });
});

test("one person by two ways: the first place is told, the IAM user is kept", () => {
  const users = [{ name: "al", tags: { team: "TeamA", studiouserid: "alice" } }];
  expect(propose({ ...perfect, users, records: [] }).people).toEqual([
    { id: "alice", team: "TeamA", iamUser: "al", from: "user profile alice of d-1" },
  ]);
});
