import type { LambdaFunctionURLEvent } from "aws-lambda";
import type { Session } from "../assume/model.ts";
import { roleArn } from "../connections/fixture.ts";
import { parseSettings } from "../settings/parse.ts";
import { audience, issuer } from "./fixture.ts";

/** For tests: one bucket, two roles, and an application that asks for people. */
export const account = "111122223333";
export const app = `arn:aws:iam::${account}:role/apps/sales-app`;
export const trustedApp = `arn:aws:iam::${account}:role/trusted-app`;
export const sessionOf = (role: string, of = account): string => `arn:aws:sts::${of}:assumed-role/${role}/i-0123456789`;

const role = (name: string): string => `{ ${name}: "${roleArn(name)}" }`;

export const settings = parseSettings(
  `
mode: observe
region: us-east-1
tags: { team: { values: teams }, studiouserid: { values: people } }
teams: { Sales: {}, Marketing: {} }
people:
  alice: { team: Sales, oidcSubject: subject-of-alice, email: alice@example.com, samlSubject: alice@example.com, roles: ${role("sales")} }
  bob: { team: Marketing, oidcSubject: subject-of-bob, roles: ${role("marketing")} }
  erin: { team: Sales, oidcSubject: subject-of-erin }
  frank: { team: Sales, oidcSubject: subject-of-frank, left: 2026-06-30, roles: ${role("sales")} }
connections:
  sales: { kind: s3, target: lake/sales, groups: [Sales], role: "\${person.roles.sales}", externalId: x-1, sessionTags: true, sourceIdentity: true }
  long: { kind: s3, target: lake/sales, groups: [Sales], role: "\${person.roles.sales}", maxSession: PT8H, trustedApps: ["${trustedApp}"] }
  short: { kind: s3, target: lake/sales, groups: [Sales], role: "\${person.roles.sales}", maxSession: PT20M }
  own: { kind: s3, target: lake/sales, groups: [Sales], credential: environment }
broker: { callers: ["${app}", "${trustedApp}"], oidc: { issuer: "${issuer}", audience: ${audience} } }
`,
  "sagewarden.yaml",
);

export const session: Session = {
  ...{ accessKeyId: "ASIAEXAMPLE", secretAccessKey: "the-secret", sessionToken: "the-token" },
  ...{ issuedAt: "2026-11-30T09:00:00.000Z", expiresAt: "2026-11-30T10:00:00.000Z" },
};

/** A call as Lambda hands it over after it checked the caller's signature. */
export const callOf = (
  body: unknown,
  userArn: unknown = sessionOf("sales-app"),
  change: object = {},
): LambdaFunctionURLEvent =>
  ({
    version: "2.0",
    headers: { "content-type": "application/json" },
    requestContext: { http: { method: "POST" }, requestId: "request-1", authorizer: { iam: { userArn } } },
    isBase64Encoded: false,
    body: typeof body === "string" ? body : JSON.stringify(body),
    ...change,
  }) as unknown as LambdaFunctionURLEvent;
