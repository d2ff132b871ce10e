import type { Statement } from "../policy-sets.ts";

/** One statement that says more than it did: as if somebody had edited it, or a merge had lost a line. */
export interface Weakening {
  file: string;
  /** `UseOwn: without StringEquals aws:ResourceTag/<team-key>` */
  name: string;
  index: number;
  /** Undefined: the statement goes. */
  to: Statement | undefined;
}

type Ways = readonly (readonly [how: string, to: Statement | undefined])[];

/** Every way to weaken one statement of a file. */
export const weakeningsOf = (file: string, statements: readonly Statement[]): readonly Weakening[] =>
  statements.flatMap((statement, index) =>
    (statement.Effect === "Deny" ? lessDenied(statement) : moreAllowed(statement)).map(([how, to]) => ({
      ...{ file, index, to },
      name: `${statement.Sid}: ${how}`,
    })),
  );

/** Of one action less, or not at all. */
const lessDenied = (statement: Statement): Ways => {
  const actions = [statement.Action].flat();
  const fewer = actions.map((action): Ways[number] => [
    `without ${action}`,
    { ...statement, Action: actions.filter((each) => each !== action) },
  ]);
  return [["gone", undefined], ...(actions.length > 1 ? fewer : [])];
};

const moreAllowed = (statement: Statement): Ways => {
  const { NotResource: _, ...rest } = statement;
  const isTrust = statement.Principal !== undefined;
  return [
    ...lessAsked(statement),
    ["any action", { ...statement, Action: "*" }],
    ...(isTrust ? [["anybody", { ...statement, Principal: "*" }] as const] : []),
    ...(isTrust || statement.Resource === "*" ? [] : [["any resource", { ...rest, Resource: "*" }] as const]),
  ];
};

type Block = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** One key of one operator less. */
const lessAsked = (statement: Statement): Ways => {
  const block = (statement.Condition ?? {}) as Block;
  return Object.entries(block).flatMap(([operator, keys]) =>
    Object.keys(keys).map((key): Ways[number] => {
      const { [key]: _, ...others } = keys;
      return [`without ${operator} ${key}`, { ...statement, Condition: { ...block, [operator]: others } }];
    }),
  );
};
