import { expect, test } from "@jest/globals";
import { refusalOf, withoutArns } from "./refusal.ts";

const arn = "arn:aws:iam::111122223333:role/sales";
const denied = (action: string) =>
  `User: arn:aws:iam::111122223333:user/alice is not authorized to perform: ${action} on resource: ${arn}`;

test.each([
  ["AccessDenied", denied("sts:AssumeRole"), "trust"],
  ["AccessDeniedException", denied("sts:AssumeRole"), "trust"],
  ["AccessDenied", denied("sts:TagSession"), "tags"],
  ["AccessDenied", denied("sts:SetSourceIdentity"), "tags"],
  ["ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.", "trust"],
  [
    "ValidationError",
    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    "trust",
  ],
  ["PackedPolicyTooLarge", "Packed size of inline policy consumes 105% of allotted space", "policy"],
  ["MalformedPolicyDocument", "Syntax errors in policy.", "policy"],
])("%s, %s: %s", (name, message, gate) => {
  const refusal = refusalOf(Object.assign(new Error(message), { name }));
  expect(refusal?.gate).toBe(gate);
  const told = Object.assign(new Error("in words"), {
    name: "Refused",
    cause: Object.assign(new Error(message), { name }),
  });
  expect(refusalOf(told)).toEqual(refusal);
  expect(refusal?.reason).not.toMatch(/arn:|\d{12}|alice/);
});

test.each([
  Object.assign(new Error("getaddrinfo ENOTFOUND"), { name: "Error" }),
  Object.assign(new Error("expired"), { name: "ExpiredToken" }),
  Object.assign(new Error("MultiFactorAuthentication failed with invalid MFA one time pass code."), {
    name: "AccessDenied",
  }),
  undefined,
  "text",
])("%p is no refusal", (error) => {
  expect(refusalOf(error)).toBeUndefined();
});

test.each([
  [denied("sts:AssumeRole"), "User: (an ARN) is not authorized to perform: sts:AssumeRole on resource: (an ARN)"],
  ["role/sales of 111122223333", "role/sales of (an account)"],
  [`"${arn}"`, '"(an ARN)"'],
])("%s", (text, shown) => {
  expect(withoutArns(text)).toBe(shown);
});
