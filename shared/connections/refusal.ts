/** The gates after `admit`'s: STS's, and that of whoever holds the target. */
export const laterGates = ["trust", "tags", "policy", "target"] as const;
export type LaterGate = (typeof laterGates)[number];

export interface Refusal {
  gate: LaterGate;
  /** In our words: STS's own name the role and the person. */
  reason: string;
}

interface Failure {
  name?: string;
  message?: string;
  cause?: unknown;
}

const rows: readonly (readonly [name: RegExp, message: RegExp, Refusal])[] = [
  [
    /^AccessDenied/,
    /sts:TagSession/,
    { gate: "tags", reason: "the role's trust policy, or your own policies, lack sts:TagSession (sessionTags)" },
  ],
  [
    /^AccessDenied/,
    /sts:SetSourceIdentity/,
    {
      gate: "tags",
      reason: "the role's trust policy, or your own policies, lack sts:SetSourceIdentity (sourceIdentity)",
    },
  ],
  [
    /^AccessDenied/,
    /./,
    {
      gate: "trust",
      reason:
        "STS does not let you take the role: there is none, its trust policy does not let you in (it may ask for a second factor), or your own policies lack sts:AssumeRole",
    },
  ],
  [
    /^(ValidationError|ValidationException)$/,
    /MaxSessionDuration|DurationSeconds|1 hour/i,
    {
      gate: "trust",
      reason:
        "the role does not allow sessions as long as the connection's maxSession, which is an hour where another role takes it",
    },
  ],
  [
    /^PackedPolicyTooLarge/,
    /./,
    {
      gate: "policy",
      reason: "session policy and tags are together larger than STS takes: a shorter target, or no sessionTags",
    },
  ],
  [/^MalformedPolicyDocument/, /./, { gate: "policy", reason: "STS takes the session policy for none" }],
];

/** Which gate STS's refusal shuts, or undefined: it is no refusal of the role. Told in words, it is the cause of those. */
export const refusalOf = (error: unknown): Refusal | undefined => {
  const { name = "", message = "", cause } = (typeof error === "object" && error !== null ? error : {}) as Failure;
  if (cause !== undefined) return refusalOf(cause);
  if (/MFA|GetSessionToken/i.test(message)) return undefined;
  return rows.find(([wanted, words]) => wanted.test(name) && words.test(message))?.[2];
};

/** Why a target that was asked with the session did not answer, in our words; undefined: for another reason than these. */
export const refusedTarget = (error: unknown): string | undefined => {
  const { name = "", message = "" } = (typeof error === "object" && error !== null ? error : {}) as Failure;
  if (/^(AccessDenied|Forbidden)|NotAuthorized/i.test(name)) {
    return "AWS denies it: there is none of the name, or the role's own policies or the target's do not allow it";
  }
  const isMissing =
    /^(NoSuchBucket|NotFound|ResourceNotFound(Exception)?|RepositoryNotFoundException)$/.test(name) ||
    (name === "ValidationException" && /could not find/i.test(message));
  return isMissing ? "there is no such target" : undefined;
};

/** A text as somebody may read it who is not to learn of roles and accounts. */
export const withoutArns = (text: string): string =>
  text.replaceAll(/arn:[\w-]*:[^\s"'<>]*/gi, "(an ARN)").replaceAll(/\b\d{12}\b/g, "(an account)");
