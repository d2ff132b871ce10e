import { containment, names } from "../names.ts";

/** The documents by which a role is contained, as texts: IAM keeps what it was given. */

const document = (statement: object): string => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

const everything = { Effect: "Deny", Action: "*", Resource: "*" };

/** Sessions whose credentials were issued before: IAM's own time, whole seconds with `Z`. */
export const revokeDocument = (at: string): string =>
  document({
    Sid: containment.revoke,
    ...everything,
    Condition: { DateLessThan: { "aws:TokenIssueTime": at } },
  });

/** All requests of all sessions. */
export const denyDocument = (): string => document({ Sid: containment.deny, ...everything });

/** On a role that a contained one took: these sessions only (`AROA…:name`), and of them those from before. */
export const chainedDocument = (sessions: readonly string[], cutAt: string): string =>
  document({
    Sid: containment.chained,
    ...everything,
    Condition: {
      StringEquals: { "aws:userid": [...new Set(sessions)].toSorted() },
      DateLessThan: { "aws:TokenIssueTime": cutAt },
    },
  });

/**
 * A trust policy that lets nobody in. IAM wants one statement at least, and takes actions of AssumeRole only; what nobody
 * allows, a service's call too, is denied without being named.
 */
export const closedTrust = (): string =>
  document({
    Sid: containment.trustSid,
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"],
  });

const inlineNames: ReadonlySet<string> = new Set([containment.revoke, containment.deny, containment.chained]);
const managedNames: ReadonlySet<string> = new Set([containment.managedDeny, containment.boundary]);

/** Whether a policy is one of ours for containing: an inline one by its name, a managed one by its ARN in our path. */
export const isOurPolicy = (name: string): boolean => {
  if (inlineNames.has(name)) return true;
  const [prefix, own] = name.split(`:policy${names.rolePath}`);
  return prefix?.startsWith("arn:") === true && own !== undefined && managedNames.has(own);
};
