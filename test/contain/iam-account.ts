import type { ManagedPolicy, RoleImage, UserImage } from "#shared/model/role-image.ts";

/** All that one account's IAM holds. Never changed: a write makes the next one. */
export interface Account {
  roles: ReadonlyMap<string, RoleImage>;
  users: ReadonlyMap<string, UserImage>;
  managed: ReadonlyMap<string, ManagedPolicy>;
  /** Names of instance profiles. */
  profiles: ReadonlySet<string>;
}

/** How long something stays unseen: so many milliseconds, and so many calls of anybody. Asked anew for each look. */
export interface Lag {
  ms?: number | (() => number);
  calls?: number;
}

interface Entry {
  at: number;
  call: number;
  account: Account;
}

/** The account as it was, one entry for each write: a look that is behind sees an older one. */
export const historyOf = (first: Account, now: () => number) => {
  const entries: Entry[] = [{ at: Number.NEGATIVE_INFINITY, call: Number.NEGATIVE_INFINITY, account: first }];
  let calls = 0;
  const newest = (): Account => (entries.at(-1) as Entry).account;
  const seen = ({ ms = 0, calls: unseen = 0 }: Lag = {}): Account => {
    const behind = typeof ms === "number" ? ms : ms();
    const entry = entries.findLast(({ at, call }) => now() - at >= behind && calls - call >= unseen);
    return (entry ?? (entries[0] as Entry)).account;
  };
  return {
    newest,
    seen,
    /** Every account that somebody may still see who is at most so far behind, the newest last. */
    within: (ms: number): readonly Account[] => {
      const from = entries.findLastIndex(({ at }) => now() - at >= ms);
      return entries.slice(Math.max(0, from)).map(({ account }) => account);
    },
    write: (account: Account): void => {
      if (account !== newest()) entries.push({ at: now(), call: calls, account });
    },
    called: (): number => {
      calls += 1;
      return calls;
    },
  };
};

/**
 * The role as a judge may see it who takes each of its policies from another of these states: IAM promises no order among them.
 * One policy, or the attached ones, or the boundary, is of one state, the rest of another.
 */
export const inPieces = (accounts: readonly Account[], name: string): readonly Account[] =>
  accounts.flatMap((one) => accounts.flatMap((other) => (one === other ? [one] : mixed(one, other, name))));

const mixed = (one: Account, other: Account, name: string): readonly Account[] => {
  const [base, late] = [one.roles.get(name), other.roles.get(name)];
  if (!base || base.id !== late?.id) return [one];
  const pieces: readonly Partial<RoleImage>[] = [
    { attached: late.attached },
    { boundary: late.boundary },
    ...[...new Set([...base.inline, ...late.inline].map((each) => each.name))].map((policy) => ({
      inline: [
        ...base.inline.filter((each) => each.name !== policy),
        ...late.inline.filter((each) => each.name === policy),
      ],
    })),
  ];
  return pieces.map((piece) => ({ ...one, roles: new Map([...one.roles, [name, { ...base, ...piece }]]) }));
};

export type History = ReturnType<typeof historyOf>;

export const byName = <Each extends { name: string }>(list: readonly Each[]): readonly Each[] =>
  list.toSorted((a, b) => (a.name < b.name ? -1 : 1));
