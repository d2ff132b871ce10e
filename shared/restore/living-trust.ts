import { certainStatementsIn } from "../policy/document.ts";
import { isObject } from "../policy/read-statement.ts";

/** What IAM shows in the place of a role or user that is gone. It stands for nobody, whoever has the name by now. */
const deadForm = /^A(ROA|IDA)[A-Z0-9]{8,124}$/;
const isDead = (principal: unknown): principal is string => typeof principal === "string" && deadForm.test(principal);

/** All that a statement may hold for us to know what it says. */
const known: ReadonlySet<string> = new Set(["Sid", "Effect", "Principal", "Action", "Condition"]);

type Fields = Readonly<Record<string, unknown>>;

/**
 * A trust policy without the principals that are gone, which IAM takes no more; the rest of it is what it was. They are taken from
 * what allows, and from nothing else: it lets nobody in whom the whole one does not. Undefined: none is gone, nobody would be left, or it
 * cannot be told what it says.
 */
export const livingTrust = (trust: string): { trust: string; gone: readonly string[] } | undefined => {
  const gone = new Set<string>();
  const living: Fields[] = [];
  for (const statement of certainStatementsIn(trust)) {
    if (!isObject(statement)) return undefined;
    const left = hasDead(statement) ? withoutDead(statement, gone) : statement;
    if (left === undefined) return undefined;
    if (left !== "nobody") living.push(left);
  }
  const isOpen = living.some(({ Effect }) => Effect === "Allow");
  if (gone.size === 0 || !isOpen) return undefined;
  const policy = JSON.parse(trust) as Fields;
  return { trust: JSON.stringify({ ...policy, Statement: living }), gone: [...gone].toSorted() };
};

const hasDead = (statement: Fields): boolean => /"A(ROA|IDA)[A-Z0-9]{8,124}"/.test(JSON.stringify(statement));

/** Undefined: it is no plain Allow for principals. */
const withoutDead = (statement: Fields, gone: Set<string>): Fields | "nobody" | undefined => {
  const { Effect, Principal } = statement;
  const isPlain = Effect === "Allow" && Object.keys(statement).every((key) => known.has(key));
  if (!isPlain || !isObject(Principal)) return undefined;
  const { AWS = [], ...others } = Principal;
  const named = [AWS].flat();
  for (const one of named) if (isDead(one)) gone.add(one);
  const left = named.filter((one) => !isDead(one));
  const rest = left.length === 0 ? others : { ...others, AWS: left };
  return Object.keys(rest).length === 0 ? "nobody" : { ...statement, Principal: rest };
};
