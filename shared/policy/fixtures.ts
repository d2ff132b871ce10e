import type { NamedPolicy, PolicyKind, Request } from "./model.ts";
import { readPolicy } from "./read.ts";

export const account = "111122223333";
export const vendorAccount = "999988887777";
export const sessionArn = `arn:aws:sts::${account}:assumed-role/vendor-acme/acme-1`;
export const roleArn = `arn:aws:iam::${account}:role/vendor-acme`;
export const object = "arn:aws:s3:::acme-data/exports/a.csv";

export const allow = (Action: unknown, Resource: unknown = "*", more: object = {}) => ({
  ...{ Effect: "Allow", Action, Resource },
  ...more,
});
export const deny = (Action: unknown, Resource: unknown = "*", more: object = {}) => ({
  ...allow(Action, Resource, more),
  Effect: "Deny",
});
export const when = (operator: string, key: string, value: unknown) => ({
  Condition: { [operator]: { [key]: value } },
});

export const named = (name: string, kind: PolicyKind, statements: readonly object[]): NamedPolicy => ({
  name,
  policy: readPolicy({ Version: "2012-10-17", Statement: statements }, kind),
});
export const identity = (...statements: readonly object[]): NamedPolicy => named("identity", "identity", statements);
export const resourcePolicy = (Principal: unknown, more: object = {}): NamedPolicy =>
  named("resource", "resource", [{ ...allow("s3:*"), Principal, ...more }]);

export const request = (change: Partial<Request> = {}): Request => ({
  principal: { arn: sessionArn },
  action: "s3:GetObject",
  resource: { arn: object },
  context: {},
  ...change,
});
