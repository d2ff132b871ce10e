import { type Arn, parseArn } from "#shared/model/arn.ts";
import { BadInput } from "#shared/model/errors.ts";
import { type Tags, tagMap } from "#shared/model/tags.ts";
import type { Request } from "#shared/policy/model.ts";
import { quoted } from "#shared/settings/words.ts";
import { optionName } from "../../option-name.ts";

/** What `explain --who` is asked. */
export interface Question {
  who: Who;
  action: string;
  /** ARN, or `*` */
  resource: string;
  /** Undefined: as the resource has them. */
  resourceTags: Tags | undefined;
  requestTags: Tags;
  /** Undefined: as the session's. */
  sessionTags: Tags | undefined;
  /** Of the session: the ledger knows its tags by it. */
  accessKey: string | undefined;
  context: Request["context"];
  /** A folder with verify.json; undefined: the live account. */
  policies: string | undefined;
}

export interface Who extends Arn {
  kind: "role" | "session" | "user" | "root";
  arn: string;
  /** Of the role or user; empty for the root. */
  name: string;
  /** Of the session. */
  session: string | undefined;
}

/** Whoever takes a role: its trust policy decides with theirs. */
export const isAboutTrust = ({ action }: Pick<Question, "action">): boolean => /^sts:/i.test(action);

export type Options = Readonly<Record<string, unknown>>;

/** What only this form of the verb takes. */
const own = [
  "who",
  "action",
  "resource",
  "policies",
  "resourceTags",
  "requestTags",
  "sessionTags",
  "context",
  "accessKey",
];
const flag = (name: string): string => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
const forms = "allowed: an event id or an ARN, or --who, --action and --resource";

/** Undefined: the other form of the verb was used. Throws BadInput for both, for half of one and for none. */
export const questionIn = (subject: string | undefined, options: Options): Question | undefined => {
  const given = own.filter((name) => options[name] !== undefined);
  if (given.length === 0) {
    if (subject === undefined) throw new BadInput(`explain: nothing is asked; ${forms}`);
    return undefined;
  }
  if (subject !== undefined) {
    throw new BadInput(`explain: ${quoted(subject)} and ${given.map(flag).join(", ")} are both given; ${forms}`);
  }
  const missing = ["who", "action", "resource"].filter((name) => options[name] === undefined);
  if (missing.length > 0) throw new BadInput(`explain: ${missing.map(flag).join(", ")} is missing; ${forms}`);
  if (options.policies !== undefined && options.accessKey !== undefined) {
    throw new BadInput(
      "explain: --policies and --access-key are both given; allowed: the ledger of a live account, or files",
    );
  }
  return {
    who: readWho(String(options.who)),
    action: matching(
      "--action",
      String(options.action),
      /^[\w-]+:\w+$/,
      "service:Action such as s3:GetObject, no wildcards",
    ),
    resource: matching("--resource", String(options.resource), /^(\*|arn:[^:]+:[^:]+:[^:]*:[^:]*:.+)$/, "an ARN, or *"),
    resourceTags: tagsIn(options, "resourceTags"),
    requestTags: tagsIn(options, "requestTags") ?? {},
    sessionTags: tagsIn(options, "sessionTags"),
    accessKey: textIn(options, "accessKey"),
    context: contextIn(options),
    policies: textIn(options, "policies"),
  };
};

const matching = (name: string, value: string, form: RegExp, allowed: string): string => {
  if (form.test(value)) return value;
  throw new BadInput(`explain: ${name}: ${quoted(value)}; allowed: ${allowed}`);
};

const textIn = (options: Options, name: string): string | undefined =>
  typeof options[name] === "string" ? options[name] : undefined;

const kinds: readonly (readonly [RegExp, Who["kind"]])[] = [
  [/^iam:role\/(?:.*\/)?([^/]+)$/s, "role"],
  [/^sts:assumed-role\/([^/]+)\/([^/]+)$/s, "session"],
  [/^iam:user\/(?:.*\/)?([^/]+)$/s, "user"],
  [/^iam:root()$/, "root"],
];

const readWho = (arn: string): Who => {
  const parsed = parseArn(arn);
  for (const [form, kind] of kinds) {
    const match = parsed && /^\d{12}$/.test(parsed.account) && form.exec(`${parsed.service}:${parsed.resource}`);
    if (parsed && match) return { ...parsed, kind, arn, name: match[1] ?? "", session: match[2] };
  }
  throw new BadInput(
    `explain: --who: ${quoted(arn)}; allowed: the ARN of a role, an assumed-role session, an IAM user or an account's root`,
  );
};

const pairsIn = (options: Options, name: string): readonly (readonly [string, string])[] | undefined => {
  const given = options[name];
  if (!Array.isArray(given)) return undefined;
  return given.map((pair) => {
    const [key = "", ...value] = String(pair).split("=");
    if (key !== "" && value.length > 0) return [key, value.join("=")];
    throw new BadInput(`explain: ${optionName(name)}: ${quoted(String(pair))}; allowed: key=value`);
  });
};

const tagsIn = (options: Options, name: string): Tags | undefined => {
  const pairs = pairsIn(options, name);
  const double = pairs?.find(([key], index) => pairs.some(([other], at) => at > index && other === key));
  if (double)
    throw new BadInput(`explain: ${optionName(name)}: ${quoted(double[0])} stands twice; allowed: each key once`);
  return pairs && tagMap(pairs);
};

/** A key that stands several times is one of several values. */
const contextIn = (options: Options): Request["context"] => {
  const byKey = Map.groupBy(pairsIn(options, "context") ?? [], ([key]) => key);
  return Object.fromEntries(
    [...byKey].map(([key, pairs]) => {
      const values = pairs.map(([, value]) => value);
      return [key, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
};
