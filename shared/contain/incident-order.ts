import * as z from "zod/mini";
import { BadInput } from "../model/errors.ts";
import { incidentChoices, rungIds, type UpTo } from "../model/incident.ts";
import type { IncidentOrder } from "../model/incident-order.ts";
import { vendorName } from "../model/vendor-settings.ts";

/**
 * The order as it comes from outside: whoever may invoke the function can send anything. What is shown to people later is bounded and
 * has no control characters.
 */
const words = (longest: number) =>
  z.string().check(z.maxLength(longest), z.regex(/^[^\p{Cc}\p{Cf}]*$/u, "words without control characters"));
const roleArn = z.string().check(z.regex(/^arn:[a-z0-9-]{1,32}:iam::\d{12}:role\/[\w+=,.@/-]{1,600}$/));
const principalArn = z.string().check(z.regex(/^arn:[a-z0-9-]{1,32}:(iam|sts)::\d{12}:[\w+=,.@/:-]{1,700}$/));

/** What signals and Slack say comes by their own ways: nobody can speak for them here. */
const types = ["operator", "runbook", "exercise"] as const;
/** Systems Manager puts a Boolean parameter into a payload as one, or as its word. */
const flag = z.optional(
  z.union([
    z.boolean(),
    z.pipe(
      z.enum(["true", "false"]),
      z.transform((word) => word === "true"),
    ),
  ]),
);
const subject = { vendor: z.optional(vendorName), role: z.optional(roleArn) };
const sender = { by: principalArn, type: z.enum(types) };
/** A runbook's parameter is always there: `contract` is none. */
const upTo = z.optional(z.enum(["contract", "sessions", "deny", "trust", "detach", "delete"]));
const reason = z.optional(words(500));

const orders = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("contain"), ...subject, ...sender, upTo, reason }),
  z.strictObject({ op: z.literal("plan"), ...subject, ...sender, upTo }),
  z.strictObject({ op: z.literal("status"), ...subject, ...sender }),
  z.strictObject({
    op: z.literal("restore"),
    ...subject,
    ...sender,
    reason,
    all: flag,
    acceptDrift: flag,
  }),
  z.strictObject({
    op: z.literal("answer"),
    ...subject,
    ...sender,
    choice: z.enum(incidentChoices),
    of: z.optional(z.enum(["begin", ...rungIds])),
  }),
]);

/** What each field may be: the words of an error, which repeats nothing of what was sent. */
const allowed: Readonly<Record<string, string>> = {
  op: "contain, restore, answer, plan or status",
  vendor: "a vendor's name of the settings",
  role: "the ARN of an IAM role, such as arn:aws:iam::111122223333:role/vendor/x/vendor-x",
  by: "the ARN of who asks",
  type: types.join(", "),
  upTo: "contract, sessions, deny, trust, detach or delete",
  reason: "words without control characters, at most 500",
  all: "true or false",
  acceptDrift: "true or false",
  choice: incidentChoices.join(", "),
  of: `begin, ${rungIds.join(", ")}`,
};

const whatIsWrong = (issue: { code: string; path: readonly PropertyKey[]; keys?: readonly string[] }): string => {
  if (issue.code !== "unrecognized_keys") {
    const field = String(issue.path[0] ?? "op");
    return `${field}: expected ${allowed[field] ?? "an order"}`;
  }
  const known = (issue.keys ?? []).filter((key) => Object.hasOwn(allowed, key));
  return `${known.length > 0 ? known.join(", ") : "a key"}: not taken by this operation; keys are ${Object.keys(allowed).join(", ")}`;
};

/** What was asked for; how far, only where it is not as the contract says. */
export type Order = Omit<IncidentOrder, "upTo"> & { upTo?: UpTo };

/** Reads one order. Throws `BadInput` that names each field and what is allowed; it repeats nothing of what was sent. */
export const readOrder = (input: unknown): Order => {
  const read = orders.safeParse(input);
  if (!read.success) {
    throw new BadInput(`the order: ${read.error.issues.slice(0, 5).map(whatIsWrong).join("; ")}`);
  }
  const { vendor, role } = read.data;
  if ((vendor === undefined) === (role === undefined))
    throw new BadInput("the order: give either vendor, a name of the settings, or role, an ARN");
  const { upTo: asked, ...order } = { upTo: undefined, ...read.data };
  const given = Object.fromEntries(Object.entries(order).filter(([, value]) => value !== undefined)) as Order;
  return asked === undefined || asked === "contract" ? given : { ...given, upTo: asked };
};
