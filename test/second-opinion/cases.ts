import fc from "fast-check";

/** Cases for `sagewarden simulate` that reach every operator, element and layer the second evaluator has. */

export interface Statement {
  Effect: "Allow" | "Deny";
  Condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  [element: string]: unknown;
}
interface Policy {
  Version: string;
  Statement: readonly Statement[];
}
export interface Case {
  identityPolicies: readonly Policy[];
  boundary: Policy | null;
  sessionPolicies: readonly Policy[];
  resourcePolicy: Policy | null;
  request: {
    principal: { arn: string; tags: Readonly<Record<string, string>> };
    action: string;
    resource: { arn: string; tags: Readonly<Record<string, string>> };
    context: Readonly<Record<string, string | readonly string[]>>;
  };
}

const [here, elsewhere] = ["111122223333", "999988887777"];
const [session, role, user] = [
  `arn:aws:sts::${here}:assumed-role/developer/bob`,
  `arn:aws:iam::${here}:role/developer`,
  `arn:aws:iam::${here}:user/alice`,
];

/** What a kind of operator compares: values as a request has them, as a policy writes them, and the keys that hold them. */
interface Kind {
  operators: readonly string[];
  given: readonly string[];
  wanted: readonly string[];
  /** Tags and keys of one value. */
  keys: readonly string[];
}

const ordered = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
const tags = ["aws:PrincipalTag/team", "aws:ResourceTag/team", "aws:RequestTag/team", "aws:resourcetag/TEAM"];
const kinds: readonly Kind[] = [
  {
    operators: ["Equals", "NotEquals", "EqualsIgnoreCase", "NotEqualsIgnoreCase", "Like", "NotLike"].map(
      (name) => `String${name}`,
    ),
    given: ["TeamA", "TeamB", "teama", "Team"],
    wanted: ["TeamA", "TeamB", "TEAMA", "Team?", "*A", "T*m*", "?"],
    keys: [...tags, "x:text", "X:Text"],
  },
  {
    operators: ordered.map((name) => `Numeric${name}`),
    given: ["1", "2", "10", "2.0", "-1"],
    wanted: ["1", "2", "9", "10", "1.5", "-1"],
    keys: ["x:number"],
  },
  {
    operators: ordered.map((name) => `Date${name}`),
    given: ["2026-01-01T00:00:00Z", "2026-07-01T12:00:00Z", "1767225600"],
    wanted: ["2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z", "1767225600", "2026-07-01T12:00:00Z"],
    keys: ["x:date"],
  },
  { operators: ["Bool"], given: ["true", "false"], wanted: ["true", "false", "True"], keys: ["x:bool"] },
  { operators: ["BinaryEquals"], given: ["QUJD", "QUJE"], wanted: ["QUJD", "qujd"], keys: ["x:binary"] },
  {
    operators: ["IpAddress", "NotIpAddress"],
    given: ["10.0.0.1", "192.0.2.7", "2001:db8::1"],
    wanted: ["10.0.0.0/8", "192.0.2.7", "2001:db8::/32", "10.0.0.1/32", "0.0.0.0/0"],
    keys: ["x:address"],
  },
  {
    operators: ["Equals", "NotEquals", "Like", "NotLike"].map((name) => `Arn${name}`),
    given: [role, `arn:aws:s3:::data`, `arn:aws:sns:us-east-1:${here}:topic`],
    wanted: [role, "arn:aws:s3:::*", `arn:aws:*:*:${here}:*`, `arn:aws:iam::${here}:role/dev*`, "arn:aws:s3:::d?ta"],
    keys: ["x:arn"],
  },
];

/** A key of several values, for set operators. */
const several = ({ keys }: Kind): readonly string[] =>
  keys.includes("x:text") ? ["aws:TagKeys", "aws:tagkeys", "x:texts"] : keys.map((key) => `${key}s`);

const some = <Value>(values: readonly Value[], maxLength = 2) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength });

const condition = fc.constantFrom(...kinds).chain((kind) => {
  const suffix = fc.constantFrom("", "", "IfExists");
  const one = fc.tuple(fc.constant(""), fc.constantFrom(...kind.operators), suffix, fc.constantFrom(...kind.keys));
  const sets = fc.constantFrom("ForAllValues:", "ForAnyValue:");
  const set = fc.tuple(
    sets,
    fc.constantFrom(...kind.operators),
    suffix,
    fc.constantFrom(...several(kind), ...several(kind), ...kind.keys),
  );
  const compared = fc
    .tuple(fc.oneof(one, set), some(kind.wanted, 3))
    .map(([[prefix, name, end, key], values]) => ({ operator: `${prefix}${name}${end}`, key, values }));
  const there = fc
    .tuple(fc.constantFrom(...kind.keys, ...several(kind)), fc.constantFrom("true", "false"))
    .map(([key, value]) => ({ operator: "Null", key, values: [value] }));
  return fc.oneof({ weight: 6, arbitrary: compared }, { weight: 1, arbitrary: there });
});

const conditions = fc.array(condition, { maxLength: 3 }).map((all) => {
  const block: Record<string, Record<string, readonly string[]>> = {};
  for (const { operator, key, values } of all) block[operator] = { ...block[operator], [key]: values };
  return block;
});

const resources = [
  ...["arn:aws:s3:::data/one", "arn:aws:s3:::data/two", `arn:aws:sqs:us-east-1:${elsewhere}:queue`],
  ...[`arn:aws:sqs:us-east-1:${here}:queue`, `arn:aws:kms:us-east-1:${here}:key/1`],
];
const patterns = [...resources, "*", "arn:aws:s3:::data/*", "arn:aws:s3:::d?ta/one", "arn:aws:s3:::DATA/*"];
const wide = ["*", "arn:aws:sqs:*:*:*", "arn:aws:kms:us-east-1:*:key/*"];
const asked = ["s3:GetObject", "s3:PutObject", "sqs:SendMessage", "kms:Decrypt"];
const actions = ["*", "s3:*", "S3:get*", "s3:GetObject", "s3:?utObject", "sqs:*", "kms:Decrypt", "*:*Message"];

const statement: fc.Arbitrary<Statement> = fc
  .tuple(
    fc.constantFrom("Allow", "Allow", "Deny"),
    fc.constantFrom("Action", "Action", "NotAction"),
    some(actions),
    fc.constantFrom("Resource", "Resource", "NotResource"),
    some([...patterns, ...wide, "*"]),
    conditions,
  )
  .map(([Effect, action, named, resource, things, Condition]) => ({
    ...{ Effect: Effect as Statement["Effect"], [action]: named, [resource]: things },
    Condition,
  }));

const policyOf = (one: fc.Arbitrary<Statement>): fc.Arbitrary<Policy> =>
  fc.array(one, { minLength: 1, maxLength: 3 }).map((Statement) => ({ Version: "2012-10-17", Statement }));
const policy = policyOf(statement);

const principals = [
  ...["*", { AWS: "*" }, { AWS: here }, { AWS: `arn:aws:iam::${here}:root` }, { AWS: elsewhere }],
  ...[{ AWS: [session] }, { AWS: [role, user] }, { AWS: role }, { AWS: [`${role}-2`] }],
];
const onResource = policyOf(
  fc.tuple(statement, fc.constantFrom(...principals)).map(([one, Principal]) => ({ ...one, Principal })),
);

const given = (kind: Kind) => {
  const single = kind.keys.filter((key) => key.startsWith("x:")).map((key) => [key, fc.constantFrom(...kind.given)]);
  const multiple = [...new Set(several(kind).filter((key) => key !== "aws:tagkeys"))];
  return [...single, ...multiple.map((key) => [key, some(kind.given)])];
};
const teams = fc.constantFrom("TeamA", "TeamB", "teama");
const tagged: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .tuple(fc.constantFrom("team", "Team", "other"), teams)
  .map(([key, value]) => ({ [key]: value }));
const context = fc.record(
  Object.fromEntries([...kinds.flatMap(given), ["aws:RequestTag/Team", teams]]) as Record<
    string,
    fc.Arbitrary<string | string[]>
  >,
  { requiredKeys: [] },
) as fc.Arbitrary<Case["request"]["context"]>;

export const anyCase: fc.Arbitrary<Case> = fc.record({
  identityPolicies: fc.array(policy, { maxLength: 2 }),
  boundary: fc.option(policy, { freq: 2 }),
  sessionPolicies: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(policy, { minLength: 1, maxLength: 2 }) },
  ),
  resourcePolicy: fc.option(onResource, { freq: 2 }),
  request: fc.record({
    principal: fc.record({ arn: fc.constantFrom(session, user), tags: tagged }),
    action: fc.constantFrom(...asked),
    resource: fc.record({ arn: fc.constantFrom(...resources), tags: tagged }),
    context,
  }),
});
