import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { evaluate } from "./evaluate.ts";
import { identity, request, resourcePolicy } from "./fixtures.ts";
import type { PolicyDecision, Request } from "./model.ts";

/** The rules of facts about IAM once more, as short as they can be said, over a language small enough for regular expressions. */
type Context = Readonly<Record<string, string | readonly string[]>>;
interface Statement {
  Effect: "Allow" | "Deny";
  Action?: string[];
  NotAction?: string[];
  Resource?: string[];
  NotResource?: string[];
  Condition?: Record<string, Record<string, string[]>>;
}

/** Undefined: a variable has no value, so nothing equals it. */
const substitute = (text: string, context: Context): string | undefined => {
  const name = /\$\{(.*)\}/.exec(text)?.[1];
  const value = name === undefined ? "" : context[name];
  return value === undefined ? undefined : text.replace(/\$\{.*\}/, String(value));
};
const glob = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    "s",
  ).test(text);

const oneHolds = (operator: string, key: string, values: string[], context: Context): boolean => {
  const [, set, , name = "", ifExists] = /^((\w+):)?(.*?)(IfExists)?$/.exec(operator) ?? [];
  const given = context[key];
  if (name === "Null") return values.includes(String(given === undefined));
  const negated = name.includes("Not");
  if (given === undefined) return set !== "ForAnyValue:" && (ifExists !== undefined || set !== undefined || negated);
  const compare = (value: string): boolean =>
    values.some((each) => {
      const wanted = substitute(each, context);
      if (wanted === undefined) return false;
      if (name.endsWith("Like")) return glob(wanted, value);
      return name === "NumericLessThan" ? Number(value) < Number(wanted) : wanted === value;
    }) !== negated;
  const all = [given].flat();
  return set === "ForAllValues:" ? all.every(compare) : all.some(compare);
};

const applies = (statement: Statement, { action, resource, context }: Request): boolean => {
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const tests = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
  );
  const actionIn = (list: string[]) => list.some((each) => glob(each.toLowerCase(), action.toLowerCase()));
  const resourceIn = (list: string[]) =>
    list.some((each) => {
      const pattern = substitute(each, context);
      return pattern !== undefined && glob(pattern, resource.arn);
    });
  return (
    (Action ? actionIn(Action) : !actionIn(NotAction ?? [])) &&
    (Resource ? resourceIn(Resource) : !resourceIn(NotResource ?? [])) &&
    tests.every(({ operator, key, values }) => oneHolds(operator, key, values, context))
  );
};

type Layer = Statement[];
const oracle = (asked: Request, layers: Layer[]): PolicyDecision["decision"] => {
  const holding = layers.map((statements) => statements.filter((statement) => applies(statement, asked)));
  if (holding.flat().some(({ Effect }) => Effect === "Deny")) return "explicitDeny";
  return holding.every((each) => each.some(({ Effect }) => Effect === "Allow")) ? "allowed" : "implicitDeny";
};

const some = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
const actions = some("*", "s3:*", "S3:get*", "s3:GetObject", "iam:*", "s3:?etObject");
const resources = some("*", "arn:aws:s3:::a/*", "arn:aws:s3:::b/*", `arn:aws:s3:::a/\${x:user}`, "arn:aws:s3:::?/one");
const operators = [
  ...[
    "StringEquals",
    "StringNotEquals",
    "StringLike",
    "StringNotLike",
    "StringEqualsIfExists",
    "StringNotLikeIfExists",
  ],
];
const sets = [
  "ForAllValues:StringEquals",
  "ForAnyValue:StringLike",
  "ForAllValues:StringNotEquals",
  "ForAnyValue:StringEqualsIfExists",
];
const condition = fc.oneof(
  fc.tuple(
    fc.constantFrom(...operators),
    fc.constantFrom("x:user", "x:team"),
    some("one", "two", "o*", `\${x:user}`, `\${x:team}`),
  ),
  fc.tuple(fc.constantFrom(...sets), fc.constant("x:keys"), some("one", "two", "t*")),
  fc.tuple(fc.constant("Null"), fc.constantFrom("x:user", "x:team", "x:keys"), some("true", "false")),
  fc.tuple(fc.constantFrom("NumericLessThan", "NumericLessThanIfExists"), fc.constant("x:age"), some("5", "50")),
);
const statement: fc.Arbitrary<Statement> = fc
  .tuple(
    fc.constantFrom("Allow", "Deny"),
    fc.boolean(),
    fc.boolean(),
    actions,
    resources,
    fc.array(condition, { maxLength: 2 }),
  )
  .map(([Effect, isAction, isResource, action, resource, conditions]) => ({
    Effect: Effect as "Allow" | "Deny",
    ...(isAction ? { Action: action } : { NotAction: action }),
    ...(isResource ? { Resource: resource } : { NotResource: resource }),
    Condition: Object.fromEntries(conditions.map(([operator, key, values]) => [operator, { [key]: values }])),
  }));
const asked: fc.Arbitrary<Request> = fc
  .record({
    action: fc.constantFrom("s3:GetObject", "s3:PutObject", "iam:PassRole"),
    arn: fc.constantFrom("arn:aws:s3:::a/one", "arn:aws:s3:::b/two"),
    context: fc.record(
      {
        "x:user": fc.constantFrom("one", "two"),
        "x:team": fc.constantFrom("one", "two"),
        "x:keys": fc.uniqueArray(fc.constantFrom("one", "two", "three"), { minLength: 1 }),
        "x:age": fc.constantFrom("1", "10"),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ action, arn, context }) => request({ action, resource: { arn }, context }));
const layer = fc.array(statement, { minLength: 1, maxLength: 3 });

const decide = (of: Request, [own = [], boundary, session, scp]: readonly Layer[]): PolicyDecision["decision"] =>
  evaluate(of, {
    identity: [identity(...own)],
    ...(boundary && { boundary: identity(...boundary) }),
    ...(session && { session: [identity(...session)] }),
    ...(scp && { scps: [[identity(...scp)]] }),
  }).decision;

test("agrees with the rules written a second time; not clear is only what a variable without a value leaves open", () => {
  const counted = { ambiguous: 0, all: 0 };
  fc.assert(
    fc.property(asked, fc.array(layer, { minLength: 1, maxLength: 4 }), (of, layers) => {
      const decision = decide(of, layers);
      counted.all++;
      const expected = oracle(of, layers);
      if (decision === expected) return;
      expect(JSON.stringify(layers)).toMatch(/\$\{/);
      // A Deny that is not clear, of what nobody allows.
      if (decision === "implicitDeny") return void expect(expected).toBe("explicitDeny");
      expect(decision).toBe("ambiguous");
      counted.ambiguous++;
    }),
    { numRuns: 3_000 },
  );
  expect(counted.ambiguous).toBeLessThan(counted.all / 10);
});

const rank: Readonly<Record<PolicyDecision["decision"], number>> = {
  allowed: 2,
  ambiguous: 1,
  implicitDeny: 0,
  explicitDeny: 0,
};
/** Not only sound ones. */
const anyStatement = fc.oneof(
  statement,
  fc.record({ Effect: fc.constant("Deny"), Action: fc.constant(7), Resource: fc.constant("*") }),
);

test("one Deny more, in any layer, never allows more; nor does a layer more", () => {
  fc.assert(
    fc.property(
      asked,
      fc.array(layer, { minLength: 1, maxLength: 3 }),
      anyStatement,
      layer,
      (of, layers, extra, further) => {
        const before = rank[decide(of, layers)];
        for (const [index, each] of layers.entries()) {
          const more = layers.with(index, [...each, { ...extra, Effect: "Deny" } as Statement]);
          expect(rank[decide(of, more)]).toBeLessThanOrEqual(before);
        }
        expect(rank[decide(of, [...layers, further])]).toBeLessThanOrEqual(before);
      },
    ),
  );
});

test("one Allow more never allows less", () => {
  fc.assert(
    fc.property(asked, layer, statement, (of, own, extra) => {
      expect(rank[decide(of, [[...own, { ...extra, Effect: "Allow" }]])]).toBeGreaterThanOrEqual(
        rank[decide(of, [own])],
      );
    }),
  );
});

test("a policy on the resource that denies nothing never allows less in the same account", () => {
  const principal = fc.constantFrom(
    "*",
    { AWS: "111122223333" },
    { AWS: "arn:aws:iam::111122223333:role/vendor-acme" },
  );
  fc.assert(
    fc.property(asked, layer, principal, (of, own, who) => {
      const layers = { identity: [identity(...own)] };
      const with_ = evaluate(of, { ...layers, resource: resourcePolicy(who) }).decision;
      expect(rank[with_]).toBeGreaterThanOrEqual(rank[evaluate(of, layers).decision]);
    }),
  );
});

test("the case of context keys does not matter", () => {
  fc.assert(
    fc.property(asked, fc.array(layer, { minLength: 1, maxLength: 2 }), (of, layers) => {
      const context = Object.fromEntries(Object.entries(of.context).map(([key, value]) => [key.toUpperCase(), value]));
      expect(decide({ ...of, context }, layers)).toBe(decide(of, layers));
    }),
  );
});

test("whatever is given, there is a decision", () => {
  const anything = fc.object({
    key: fc.constantFrom("Effect", "Action", "Resource", "Condition", "Null", "__proto__"),
    maxDepth: 4,
  });
  fc.assert(
    fc.property(asked, fc.array(anything as fc.Arbitrary<object>), (of, statements) => {
      const layers = { identity: [identity(...statements)], resource: resourcePolicy(statements[0]) };
      expect(["allowed", "ambiguous", "implicitDeny", "explicitDeny"]).toContain(evaluate(of, layers).decision);
    }),
  );
});
