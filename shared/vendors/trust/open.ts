import { covers, matches, overlaps } from "../../policy/glob.ts";
import type { PolicyDocument, Principals, Statement } from "../../policy/model.ts";
import { type Known, outcome } from "./may-hold.ts";

/** Who asks to take a role. */
export interface Caller {
  /** 12 digits. */
  account: string;
  /** An ARN pattern: of one principal, or of all of the account. */
  arn: string;
}

export interface Asked {
  caller: Caller;
  /** `sts:AssumeRole` */
  action: string;
  /** ISO 8601. The trust is judged from then on: what ends later is open, what begins later will be. */
  now: string;
  known: Known;
}

/** Whether this Allow statement may let the caller in, and no Deny beside it surely keeps him out. */
export const isOpen = (trust: PolicyDocument, statement: Statement, asked: Asked): boolean =>
  statement.effect === "Allow" &&
  mentions(statement, asked.caller, mayBe) &&
  permits(statement, asked.action) &&
  mayMeet(statement, asked.known, asked.now) &&
  !trust.statements.some((other) => surelyDenies(other, asked));

const surelyDenies = (statement: Statement, asked: Asked): boolean =>
  statement.effect === "Deny" &&
  mentions(statement, asked.caller, mustBe) &&
  permits(statement, asked.action) &&
  statement.conditions.every((condition) => outcome(condition, asked.known, asked.now).must);

/** Whether the statement is about the action. */
export const permits = ({ actions, notActions }: Statement, action: string): boolean => {
  const isIn = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => matches(pattern, action, { ignoreCase: true }));
  if (actions !== undefined) return isIn(actions);
  return notActions !== undefined && !isIn(notActions);
};

type Names = (principal: string, caller: Caller) => boolean;

const mentions = ({ principals, notPrincipals }: Statement, caller: Caller, names: Names): boolean => {
  if (principals !== undefined) return isAnybody(principals) || principals.aws.some((one) => names(one, caller));
  // What is only perhaps excepted is perhaps meant: the other question.
  const excepts = names === mayBe ? mustBe : mayBe;
  return notPrincipals !== undefined && !notPrincipals.aws.some((one) => excepts(one, caller));
};

export const isAnybody = ({ anybody, aws }: Principals): boolean => anybody || aws.includes("*");

/** The account that a principal means by itself: `111122223333`, or the ARN of its root. */
export const accountMeant = (principal: string): string | undefined =>
  /^\d{12}$/.test(principal) ? principal : /^arn:[\w-]+:iam::(\d{12}):root$/.exec(principal)?.[1];

const mayBe: Names = (principal, caller) => {
  const account = accountMeant(principal);
  return account === undefined ? overlaps(roleOfSession(principal), caller.arn) : account === caller.account;
};

const mustBe: Names = (principal, caller) => {
  const account = accountMeant(principal);
  return account === undefined ? covers(roleOfSession(principal), caller.arn) : account === caller.account;
};

/** A session is let in as itself; conditions and other statements name its role. */
export const roleOfSession = (principal: string): string => {
  const [, partition, account, role] = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(principal) ?? [];
  return role === undefined ? principal : `arn:${partition}:iam::${account}:role/*${role}`;
};

/** Whether some request of which only this is known meets all conditions of the statement, from `now` on. */
export const mayMeet = ({ conditions }: Statement, known: Known, now: string): boolean =>
  conditions.every((condition) => outcome(condition, known, now).may);
