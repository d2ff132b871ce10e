import type { IssuedSession, Principal, SessionIssued } from "../model/activity.ts";
import { PoisonRecord } from "../model/errors.ts";
import type { Tags } from "../model/tags.ts";
import { recordedTime } from "../model/time.ts";
import { defined, type Fields, fieldsAt, listAt, textAt } from "./fields.ts";
import { splitId } from "./principal.ts";
import { readRecorded, readRequest } from "./record.ts";
import { connectionIn } from "./session-connection.ts";
import { readTagList, readTagMap } from "./tags.ts";

/** STS operations that issue credentials. */
export const sessionOperations: readonly IssuedSession["operation"][] = [
  "AssumeRole",
  "AssumeRoleWithSAML",
  "AssumeRoleWithWebIdentity",
  "AssumeRoot",
  "GetFederationToken",
  "GetSessionToken",
];

export const isSessionOperation = (eventName: unknown): eventName is IssuedSession["operation"] =>
  sessionOperations.includes(eventName as IssuedSession["operation"]);

/** A session that was issued. The token itself is never read. */
export const readSession = (record: Fields, operation: IssuedSession["operation"]): SessionIssued => {
  const recorded = readRecorded(record);
  const { request } = readRequest(record);
  const answer = fieldsAt(record, "responseElements");
  const credentials = fieldsAt(answer, "credentials");
  const accessKeyId = textAt(credentials, "accessKeyId");
  if (accessKeyId === undefined || !/^\w{1,128}$/.test(accessKeyId))
    throw new PoisonRecord("responseElements.credentials.accessKeyId: expected a key id");
  const user = fieldsAt(answer, "assumedRoleUser");
  const [roleId, sessionName] = splitId(textAt(user, "assumedRoleId"));
  const session: IssuedSession = {
    accessKeyId,
    operation,
    issuedAt: recorded.at,
    tags: sessionTags(request),
    transitiveKeys: listAt(request, "transitiveTagKeys").filter((key) => typeof key === "string"),
    inheritedTags: readTagMap(request.incomingTransitiveTags).tags,
    issuedTo: recorded.principal,
    ...defined({
      roleArn: textAt(request, "roleArn"),
      roleId,
      name: sessionName ?? textAt(request, "roleSessionName") ?? textAt(request, "name"),
      expiresAt: recordedTime(credentials.expiration),
      sourceIdentity: sourceIdentity(answer, request, recorded.principal),
      subject: textAt(answer, "subject") ?? textAt(answer, "subjectFromWebIdentityToken"),
      connection: connectionIn(request.policy),
    }),
  };
  return { type: "session", ...recorded, session };
};

/** `tags` is a list; `principalTags` of SAML and web identity is a map. */
const sessionTags = (request: Fields): Tags =>
  request.principalTags === undefined ? readTagList(request.tags).tags : readTagMap(request.principalTags).tags;

/** A chained session keeps its first source identity, which the request then need not repeat. */
const sourceIdentity = (answer: Fields, request: Fields, principal: Principal): string | undefined =>
  textAt(answer, "sourceIdentity") ?? textAt(request, "sourceIdentity") ?? principal.session?.sourceIdentity;
