import { secondsBetween } from "../model/time.ts";

/**
 * How long evidence may arrive after a creation: STS records and creations come by different ways and in any order.
 * Until then an unowned or mismatched creation is settling; a resource that cannot be found is not yet visible.
 */
export const evidenceWindow = 15 * 60;

/** How long a state-change event waits for the API record of the same creation, which says who called. */
export const announcementWindow = 60;

/** The queue's `maxReceiveCount` is above this; at this count a creation is given its end, whatever it is. */
export const lastReceive = 50;

const longest = 300;

/** Seconds until a settling creation is looked at again: a third of its age, so that 15 minutes take some 20 looks. */
export const settleDelay = (createdAt: string, now: string): number => {
  const age = Math.max(0, secondsBetween(createdAt, now));
  const left = Math.max(1, Math.ceil(evidenceWindow - age));
  return Math.min(left, Math.max(1, Math.ceil(age / 3)));
};

/**
 * Seconds until a failed call is tried again: 1, 2, 4, … at most 5 minutes and at most half the creation's age, since looks
 * at missing evidence count as receives too. Spread by up to a quarter. The spread comes from the message's id, not from
 * chance: the same schedule gives the same run.
 */
export const retryDelay = (receiveCount: number, messageId: string, age = Number.POSITIVE_INFINITY): number => {
  const grown = 2 ** Math.min(Math.max(0, receiveCount - 1), 10);
  const base = Math.min(longest, grown, Math.max(1, Math.ceil(age / 2)));
  let hash = 0;
  for (const character of messageId.slice(0, 64)) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 997;
  return base + Math.floor((base * hash) / (997 * 4));
};

export const isSettled = (createdAt: string, now: string, receiveCount: number): boolean =>
  secondsBetween(createdAt, now) >= evidenceWindow || receiveCount >= lastReceive;
