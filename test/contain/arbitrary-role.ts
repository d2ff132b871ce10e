import fc from "fast-check";
import type { RoleImage } from "#shared/model/role-image.ts";
import { quota, sizeOf } from "./iam-limits.ts";
import { aRole, policyText } from "./roles.ts";

/** What IAM takes in a document, with what others stumble over: quotes, backslashes, percent signs, line ends, Latin-1. */
const hostile = [
  "é",
  "ÿ",
  "\u00a0",
  '"',
  "\\",
  "%7B",
  "</script>",
  `$${"{aws:username}"}`,
  "\u0085",
  "$&",
  "{{x}}",
  "\t",
];
const words = fc
  .array(
    fc.oneof(
      fc.constantFrom(...hostile),
      fc.string({ maxLength: 12 }).map((text) => text.replaceAll(/[^ -~]/g, "x")),
    ),
    { maxLength: 8 },
  )
  .map((list) => list.join(""));

const statement = fc.record({
  Sid: fc.constantFrom("A", "B1", ""),
  Effect: fc.constantFrom("Allow", "Deny"),
  Action: fc.oneof(
    fc.constant("s3:GetObject"),
    fc.array(fc.constantFrom("s3:*", "ec2:Describe*", "iam:PassRole"), { minLength: 1, maxLength: 3 }),
  ),
  Resource: fc.oneof(
    fc.constant("*"),
    words.map((word) => `arn:aws:s3:::bucket/${word}`),
  ),
});

/** As somebody has written it: with white space, in any order of keys. */
const written = fc
  .record({ statements: fc.array(statement, { minLength: 1, maxLength: 4 }), indent: fc.constantFrom(0, 2, "\t") })
  .map(({ statements, indent }) => JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, indent));

const policyName = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "toString", "a=b,c.d@e-f+g", "x".repeat(128)),
  fc.stringMatching(/^[\w+=,.@-]{1,20}$/),
);
const tagText = fc.oneof(
  fc.constantFrom("é ü", "a/b=c+d-e@f:g", "日本", "__proto__"),
  fc.stringMatching(/^[\w .:/=+@-]{1,30}$/),
);

const byName = <Each extends { name: string }>(list: readonly Each[]): readonly Each[] =>
  list.toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** As many of them as IAM takes. */
const within = (inline: RoleImage["inline"], limit: number): RoleImage["inline"] => {
  const kept: RoleImage["inline"][number][] = [];
  for (const each of inline)
    if (sizeOf(...kept.map(({ document }) => document), each.document) <= limit) kept.push(each);
  return byName(kept);
};

const managedArn = (index: number): string => `arn:aws:iam::aws:policy/P${String(index).padStart(2, "0")}`;
export const managedPolicies = Array.from({ length: 12 }, (_, index) => ({
  ...{
    arn: managedArn(index),
    version: "v1",
    document: policyText([{ Effect: "Allow", Action: "s3:*", Resource: "*" }]),
  },
}));

/** Exactly as many characters as are left, white space aside. */
const filledUp = (inline: RoleImage["inline"]): RoleImage["inline"] => {
  const document = (length: number): string =>
    policyText([{ Effect: "Allow", Action: "s3:GetObject", Resource: "a".repeat(length) }]);
  const left = quota.inline.role - sizeOf(...inline.map((each) => each.document)) - sizeOf(document(0));
  return left < 0 ? inline : byName([...inline, { name: "zz-fills", document: document(left) }]);
};

const trustOf = (accounts: readonly string[], word: string): string =>
  policyText(
    accounts.map((account) => ({
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: { StringEquals: { "sts:ExternalId": word || "e" } },
    })),
  );

const unique = <Each>(of: (each: Each) => string) => ({ selector: of });

/** `isFull`: every quota is used up. */
export const arbitraryRole = ({ isFull = false }: { isFull?: boolean } = {}): fc.Arbitrary<RoleImage> =>
  fc
    .record({
      inline: fc.uniqueArray(fc.record({ name: policyName, document: written }), {
        maxLength: 6,
        ...unique(({ name }: { name: string }) => name),
      }),
      attached: isFull ? fc.constant(10) : fc.integer({ min: 0, max: 10 }),
      boundary: isFull ? fc.constant(managedArn(11)) : fc.constantFrom(undefined, managedArn(11)),
      tags: fc.uniqueArray(fc.record({ key: tagText, value: fc.oneof(fc.constant(""), tagText) }), {
        maxLength: isFull ? 50 : 8,
        ...unique(({ key }: { key: string }) => key.toLowerCase()),
      }),
      description: fc.constantFrom(undefined, "of a vendor", "é <b>"),
      maxSession: fc.constantFrom(3_600, 7_200, 43_200),
      profiles: fc.constantFrom<readonly string[]>([], ["p-1"], ["p-1", "p-2"]),
      accounts: fc.constantFrom<readonly string[]>(["999988887777"], ["999988887777", "888877776666"]),
      word: fc.stringMatching(/^[\w+=,.@:/-]{2,40}$/),
    })
    .map(({ attached, accounts, word, inline, tags, ...rest }) => {
      const some = within(inline, quota.inline.role);
      const extra = isFull
        ? Array.from({ length: 50 - tags.length }, (_, at) => ({
            key: `t-${at}-${"k".repeat(100)}`,
            value: "v".repeat(256),
          }))
        : [];
      return aRole({
        ...rest,
        trust: trustOf(accounts, word),
        attached: Array.from({ length: attached }, (_, at) => managedArn(at)),
        inline: isFull ? filledUp(some) : some,
        tags: [...tags.filter(({ key }) => !/^aws:/i.test(key)), ...extra]
          .slice(0, 50)
          .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
      });
    });
