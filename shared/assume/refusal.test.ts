import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { RoleWanted } from "./model.ts";
import { type Call, whyRefused } from "./refusal.ts";

const wanted: RoleWanted = { roleArn: "arn:aws:iam::111122223333:role/sales", sessionName: "alice" };
const role = (more: Partial<RoleWanted> = {}, hasMfa = false): Call => ({
  of: "role",
  wanted: { ...wanted, ...more },
  hasMfa,
});
const saml: Call = { of: "saml", roleArn: wanted.roleArn };
const denied = (action: string, why = "") =>
  `User: arn:aws:iam::111122223333:user/alice is not authorized to perform: ${action} on resource: ${wanted.roleArn}${why}`;

test.each<[string, string, Call, string]>([
  [
    ...(["AccessDenied", denied("sts:AssumeRole"), role()] as const),
    "refused sts:AssumeRole: there is no such role, its trust does not let you in, or your own policies do not; its trust may ask for what was not sent: --external-id, --mfa-serial, --source-identity, --tags",
  ],
  [
    "AccessDenied",
    denied("sts:AssumeRole", " because no identity-based policy allows the sts:AssumeRole action"),
    role({ externalId: "x1", sourceIdentity: "alice", tags: { a: "b" } }, true),
    "or your own policies do not (AWS: no identity-based policy allows the sts:AssumeRole action); or the external id is another",
  ],
  [
    "AccessDenied",
    denied("sts:TagSession"),
    role({ tags: { team: "A", "a b": "c" } }),
    'does not allow sts:TagSession for what was sent: the tags "team", "a b"',
  ],
  [
    "AccessDenied",
    denied("sts:SetSourceIdentity"),
    role({ sourceIdentity: "alice" }),
    'sts:SetSourceIdentity for what was sent: the source identity "alice"',
  ],
  ["AccessDenied", denied("sts:SetSourceIdentity"), role(), "a source identity, which your session has already"],
  [
    "AccessDenied",
    "MultiFactorAuthentication failed with invalid MFA one time pass code. ",
    { of: "second factor" },
    "the MFA code is wrong, or was used before",
  ],
  [
    "AccessDenied",
    "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.",
    role({}, true),
    "--mfa-serial: AWS knows no such device of this user",
  ],
  [
    "AccessDenied",
    "Cannot call GetSessionToken with session credentials",
    { of: "second factor" },
    "only an IAM user's own access key",
  ],
  [
    "PackedPolicyTooLarge",
    "Packed size of session tags consumes 105% of allotted space.",
    role(),
    "session policy and tags are 105% of what AWS takes once packed",
  ],
  ["PackedPolicyTooLargeException", "too large", role(), "session policy and tags are too large once packed"],
  ["MalformedPolicyDocument", "Syntax errors in policy.", role(), "--session-policy: AWS does not take this policy"],
  [
    "ValidationError",
    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    role({ seconds: 7_200 }),
    "--duration: 7200 seconds are longer than the role's own maximum",
  ],
  [
    "ValidationError",
    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    role({ seconds: 7_200 }),
    "longer than AWS allows with another role's session; allowed: at most PT1H",
  ],
  [
    "InvalidParameterValue",
    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    role(),
    "hands on a tag of this key by itself",
  ],
  [
    "ExpiredToken",
    "The security token included in the request is expired",
    role(),
    "the credentials that take the role have expired: sign in again",
  ],
  [
    "ExpiredTokenException",
    "Token must be redeemed within 5 minutes of issuance",
    saml,
    "the SAML assertion has expired, AWS takes one for five minutes",
  ],
  [
    "InvalidClientTokenId",
    "The security token included in the request is invalid.",
    { of: "caller" },
    "AWS knows no such access key",
  ],
  ["RegionDisabledException", "no", role(), "STS is switched off in this region"],
  [
    "AccessDenied",
    "Not authorized to perform sts:AssumeRoleWithSAML",
    saml,
    "its trust does not let this identity provider or this assertion in",
  ],
  [
    "AccessDenied",
    "Not authorized to perform sts:TagSession",
    saml,
    "sts:TagSession for what the assertion has session tags",
  ],
  [
    "InvalidIdentityToken",
    "Audience in the assertion does not match AWS's",
    saml,
    "AWS does not take it: Audience in the assertion",
  ],
])("%s: %s", (code, message, call, told) => {
  const why = whyRefused({ code, message }, call);
  expect(why).toContain(told);
  if (call.of === "role" || call.of === "saml") expect(why).toMatch(/^arn:aws:iam::111122223333:role\/sales: /);
});

test.each([
  ["Throttling", "slow down"],
  ["InternalFailure", ""],
  ["ValidationError", "something else"],
])("of %s nothing more is known", (code, message) => {
  expect(whyRefused({ code, message }, role())).toBeUndefined();
});

const codes = [
  "AccessDenied",
  "ValidationError",
  "PackedPolicyTooLarge",
  "MalformedPolicyDocument",
  "InvalidIdentityToken",
  "ExpiredToken",
  "Unheard",
];

test("no external id, policy, token or assertion is told, whatever AWS quotes", () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9+/=]{8}$/).map((text) => `s3cr3t-${text}`);
  fc.assert(
    fc.property(
      secret,
      fc.constantFrom(...codes),
      fc.constantFrom("externalId", "policy", "tokenCode"),
      (value, code, field) => {
        const message = `1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: Member must satisfy regular expression pattern: x`;
        expect(whyRefused({ code, message }, role({ externalId: value, policy: value })) ?? "").not.toContain(value);
      },
    ),
  );
  expect(whyRefused({ code: "Odd", message: "no x1-secret here" }, role({ externalId: "x1-secret" }))).toMatch(
    /refused \(Odd\)$/,
  );
  const why = whyRefused(
    {
      code: "ValidationError",
      message:
        "Value 'x' at 'externalId' failed to satisfy constraint: Member must have length less than or equal to 1224",
    },
    role(),
  );
  expect(why).toContain("AWS does not take externalId: Member must have length less than or equal to 1224");
});
