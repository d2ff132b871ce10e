import { quoted } from "../settings/words.ts";
import type { RoleWanted } from "./model.ts";

/** What STS said, and of which call. */
export interface Refusal {
  code: string;
  message: string;
}

/** The call that was refused. Nothing of it is told but what is safe: no external id, no policy, no code, no assertion. */
export type Call =
  | { of: "role"; wanted: RoleWanted; hasMfa: boolean }
  | { of: "saml"; roleArn: string }
  | { of: "second factor" }
  | { of: "caller" };

interface Seen extends Refusal {
  call: Call;
}

type Row = readonly [code: RegExp, message: RegExp, told: (seen: Seen) => string | undefined];

/** First match wins. */
const rows: readonly Row[] = [
  [
    /^AccessDenied/,
    /invalid MFA one time pass code/i,
    () => "the MFA code is wrong, or was used before: wait for the next one",
  ],
  [
    /^AccessDenied/,
    /unable to validate MFA code|MFA serial number/i,
    () => "--mfa-serial: AWS knows no such device of this user",
  ],
  [
    /^AccessDenied/,
    /GetSessionToken with session credentials/i,
    () => "--mfa-serial: only an IAM user's own access key has a second factor, these are a session's credentials",
  ],
  [/^AccessDenied/, /sts:TagSession/, ({ call }) => lacks(call, "sts:TagSession", tagsIn(call))],
  [/^AccessDenied/, /sts:SetSourceIdentity/, ({ call }) => lacks(call, "sts:SetSourceIdentity", identityIn(call))],
  [/^AccessDenied/, /./, notLetIn],
  [/^PackedPolicyTooLarge/, /./, packed],
  [/^MalformedPolicyDocument/, /./, () => "--session-policy: AWS does not take this policy: its syntax is wrong"],
  [
    /^ValidationError$/,
    /MaxSessionDuration/,
    ({ call }) =>
      `--duration: ${secondsIn(call)}longer than the role's own maximum (MaxSessionDuration); allowed: a shorter one`,
  ],
  [
    /^ValidationError$/,
    /role chaining/i,
    ({ call }) =>
      `--duration: ${secondsIn(call)}longer than AWS allows with another role's session; allowed: at most PT1H`,
  ],
  [/^ValidationError$/, /' at '(\w+)' failed to satisfy constraint/, ({ message }) => constraint(message)],
  [
    /^InvalidParameterValue/,
    /transitive tag key/i,
    () => "--tags, --tag: the session that takes the role hands on a tag of this key by itself; allowed: without it",
  ],
  [/^ExpiredToken/, /./, ({ call }) => (call.of === "saml" ? expiredAssertion : expiredSource)],
  [
    /^(InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch)/,
    /./,
    () => "AWS knows no such access key, or its secret is another",
  ],
  [/^RegionDisabled/, /./, () => "STS is switched off in this region: allowed: AWS_REGION, another one"],
  [
    /^(InvalidIdentityToken|IDPRejectedClaim)/,
    /./,
    ({ message }) => `--saml-assertion: AWS does not take it: ${sentence(message)}`,
  ],
];

const expiredSource = "the credentials that take the role have expired: sign in again";
const expiredAssertion =
  "the SAML assertion has expired, AWS takes one for five minutes: sign in again. A session by SAML cannot be renewed without a new one";

/** Why STS refused, in one line for people, with the role; undefined: nothing more is known than what it said. */
export const whyRefused = (refusal: Refusal, call: Call): string | undefined => {
  const row = rows.find(([code, message]) => code.test(refusal.code) && message.test(refusal.message || refusal.code));
  const told =
    row?.[2]({ ...refusal, call }) ?? (quotesSecret(refusal, call) ? `refused (${refusal.code})` : undefined);
  if (told === undefined) return undefined;
  const role = call.of === "role" ? call.wanted.roleArn : call.of === "saml" ? call.roleArn : undefined;
  return role === undefined ? told : `${role}: ${told}`;
};

const quotesSecret = ({ message }: Refusal, call: Call): boolean =>
  call.of === "role" &&
  [call.wanted.externalId, call.wanted.policy].some((secret) => secret !== undefined && message.includes(secret));

/** AWS's own reason, where it gives one: words only, nothing of what was sent. */
const because = (message: string): string => {
  const [, why] =
    /\bbecause ([A-Za-z][\w :-]{0,160})/.exec(message) ??
    /\b(with an explicit deny in an? [\w -]{0,80})/.exec(message) ??
    [];
  return why === undefined ? "" : ` (AWS: ${why.trim()})`;
};

const lacks = (call: Call, action: string, what: string): string => {
  const how = call.of === "saml" ? "the assertion has" : "was sent:";
  return `refused, the role's trust, or your own policy, does not allow ${action} for what ${how} ${what}`;
};

const tagsIn = (call: Call): string => {
  const keys = call.of === "role" ? Object.keys(call.wanted.tags ?? {}) : [];
  return keys.length === 0 ? "session tags" : `the tags ${keys.map((key) => quoted(key)).join(", ")}`;
};

const identityIn = (call: Call): string =>
  call.of === "role" && call.wanted.sourceIdentity !== undefined
    ? `the source identity ${quoted(call.wanted.sourceIdentity)}`
    : "a source identity, which your session has already";

function notLetIn({ call, message }: Seen): string {
  if (call.of === "saml")
    return `refused, its trust does not let this identity provider or this assertion in${because(message)}`;
  if (call.of !== "role") return `refused${because(message)}`;
  const { externalId, sourceIdentity, tags } = call.wanted;
  const unsent = [
    ...(externalId === undefined ? ["--external-id"] : []),
    ...(call.hasMfa ? [] : ["--mfa-serial"]),
    ...(sourceIdentity === undefined ? ["--source-identity"] : []),
    ...(Object.keys(tags ?? {}).length === 0 ? ["--tags"] : []),
  ];
  const rest = unsent.length === 0 ? "" : `; its trust may ask for what was not sent: ${unsent.join(", ")}`;
  const given = externalId === undefined ? "" : "; or the external id is another";
  return `refused sts:AssumeRole: there is no such role, its trust does not let you in, or your own policies do not${because(message)}${given}${rest}`;
}

function packed({ message }: Seen): string {
  const [percent] = /\d+ ?%/.exec(message) ?? [];
  const size = percent === undefined ? "too large" : `${percent.replace(" ", "")} of what AWS takes`;
  return `session policy and tags are ${size} once packed: allowed: a shorter --session-policy, fewer tags`;
}

/** Without the value that AWS quotes. */
const constraint = (message: string): string | undefined => {
  const [, name = "", must = ""] =
    /' at '(\w+)' failed to satisfy constraint: (Member must [\w ]+)?/.exec(message) ?? [];
  return `AWS does not take ${name}${must === "" ? "" : `: ${must.trim()}`}`;
};

const secondsIn = (call: Call): string =>
  call.of === "role" && call.wanted.seconds !== undefined ? `${call.wanted.seconds} seconds are ` : "it is ";

/** AWS's own words, unless they quote what it was given. */
const sentence = (message: string): string =>
  message.includes("Value '") ? "it is not valid" : quoted(message.split("\n", 1)[0] ?? "").slice(1, -1);
