import { describe, expect, test } from "@jest/globals";
import { sidOf } from "../connections/sid.ts";
import type { IssuedSession } from "../model/activity.ts";
import { PoisonRecord } from "../model/errors.ts";
import { assumeRoleRecord } from "./fixtures.ts";
import { isSessionOperation, readSession, sessionOperations } from "./session.ts";

const session = (changes: { eventName?: IssuedSession["operation"]; [key: string]: unknown } = {}) =>
  readSession({ ...assumeRoleRecord(), ...changes }, changes.eventName ?? "AssumeRole").session;
const credentials = { accessKeyId: "ASIAISSUEDKEY", sessionToken: "a-session-token" };

test("a chained session, whole", () => {
  expect(session()).toEqual({
    accessKeyId: "ASIAISSUEDKEY",
    operation: "AssumeRole",
    roleArn: "arn:aws:iam::123456789012:role/Training",
    roleId: "AROATRAININGID",
    name: "run-7",
    issuedAt: "2026-07-01T10:05:00Z",
    expiresAt: "2026-07-01T11:05:00.000Z",
    tags: { team: "TeamA" },
    transitiveKeys: ["team"],
    inheritedTags: { studiouserid: "alice" },
    sourceIdentity: "alice",
    issuedTo: expect.objectContaining({ type: "AssumedRole", accessKeyId: "ASIAEXAMPLEKEY" }),
  });
});

test("the session token is not kept, wherever it stands", () => {
  expect(JSON.stringify(readSession(assumeRoleRecord(), "AssumeRole"))).not.toContain("a-session-token");
});

describe("each way to a session", () => {
  const saml = {
    requestParameters: {
      roleArn: "arn:aws:iam::1:role/R",
      principalTags: { team: "TeamA" },
      transitiveTagKeys: ["team"],
    },
    userIdentity: { type: "SAMLUser", userName: "alice@example.com" },
  };
  test("SAML: tags are a map, the subject is the person", () => {
    const read = session({
      ...saml,
      eventName: "AssumeRoleWithSAML",
      responseElements: { credentials, subject: "alice@example.com" },
    });
    expect(read).toMatchObject({
      operation: "AssumeRoleWithSAML",
      tags: { team: "TeamA" },
      subject: "alice@example.com",
    });
  });
  test("web identity names its subject otherwise", () => {
    const answer = { credentials, subjectFromWebIdentityToken: "alice" };
    expect(session({ ...saml, eventName: "AssumeRoleWithWebIdentity", responseElements: answer })).toMatchObject({
      subject: "alice",
      tags: { team: "TeamA" },
    });
  });
  test("federation: the name is the request's", () => {
    const requestParameters = { name: "alice", tags: [{ key: "team", value: "TeamA" }] };
    expect(
      session({ eventName: "GetFederationToken", requestParameters, responseElements: { credentials } }),
    ).toMatchObject({ name: "alice", tags: { team: "TeamA" } });
  });
  test("a session token: only its key", () => {
    const read = session({
      eventName: "GetSessionToken",
      requestParameters: null,
      userIdentity: { type: "IAMUser" },
      responseElements: { credentials },
    });
    expect(read).toEqual({
      accessKeyId: "ASIAISSUEDKEY",
      operation: "GetSessionToken",
      issuedAt: "2026-07-01T10:05:00Z",
      tags: {},
      transitiveKeys: [],
      inheritedTags: {},
      issuedTo: { type: "IAMUser" },
    });
  });
  test("credentials alone are enough", () => {
    const requestParameters = { roleArn: "arn:aws:iam::1:role/R", roleSessionName: "pod-1" };
    expect(session({ requestParameters, responseElements: { credentials } })).toMatchObject({ name: "pod-1" });
  });
});

test("of the session policy only the connection's name is kept", () => {
  const policy = JSON.stringify({ Statement: [{ Sid: sidOf("sales-eu"), Resource: "arn:aws:s3:::secret-bucket/*" }] });
  const read = session({ requestParameters: { ...assumeRoleRecord().requestParameters, policy } });
  expect(read.connection).toBe("sales-eu");
  expect(JSON.stringify(read)).not.toContain("secret-bucket");
  expect(session()).not.toHaveProperty("connection");
});

describe("the source identity", () => {
  const request = assumeRoleRecord().requestParameters;
  test("is the answer's first, then the request's, then the chain's", () => {
    const answer = { credentials, sourceIdentity: "answer" };
    const asked = { ...request, sourceIdentity: "request" };
    expect(session({ requestParameters: asked, responseElements: answer }).sourceIdentity).toBe("answer");
    expect(session({ requestParameters: asked }).sourceIdentity).toBe("request");
    expect(session().sourceIdentity).toBe("alice");
    expect(session({ userIdentity: { type: "AWSService" } }).sourceIdentity).toBeUndefined();
  });
});

describe("poison", () => {
  test.each([
    null,
    {},
    { credentials: {} },
    { credentials: { accessKeyId: "" } },
    { credentials: { accessKeyId: "x".repeat(129) } },
  ])("an answer %j names no key", (responseElements) => {
    expect(() => session({ responseElements })).toThrow(
      new PoisonRecord("responseElements.credentials.accessKeyId: expected a key id"),
    );
  });
});

test("an expiry that is no time is left out", () => {
  expect(
    session({ responseElements: { credentials: { ...credentials, expiration: "soon" } } }).expiresAt,
  ).toBeUndefined();
});

test("isSessionOperation", () => {
  for (const operation of sessionOperations) expect(isSessionOperation(operation)).toBe(true);
  for (const other of ["GetCallerIdentity", "DecodeAuthorizationMessage", undefined, 5])
    expect(isSessionOperation(other)).toBe(false);
});
