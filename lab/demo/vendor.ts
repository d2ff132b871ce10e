import type { SeenSignal } from "#shared/detect/signals/signal.ts";
import { type Severity, severities } from "#shared/model/finding.ts";
import { scoreAt } from "#shared/vendors/watch/score.ts";
import type { Credentials } from "./clients.ts";
import { endings, type Ground } from "./containment.ts";
import {
  askEverything,
  lumen,
  lumenSession,
  makeKey,
  readDaily,
  readFromElsewhere,
  setUpLumen,
  sweepBuckets,
  takeAnother,
} from "./lumen.ts";
import { poll } from "./poll.ts";
import type { Stage } from "./stage.ts";
import { rowOf } from "./table.ts";
import { keyOf, newSignals, vendorRoles } from "./vendor-watch.ts";

/** Something that the vendor does, and the signals that must come of it. */
export interface Scene {
  story: string;
  signals: readonly string[];
  play(stage: Stage, session: Credentials): Promise<unknown>;
}

export const scenes: readonly Scene[] = [
  { story: "reads the bucket of its contract", signals: [], play: ({ place }, session) => readDaily(place, session) },
  {
    story: "reads it from an address that nobody named",
    signals: ["address-outside-contract"],
    play: ({ place }, session) => readFromElsewhere(place, session),
  },
  {
    story: "lists six buckets of others",
    signals: ["bucket-outside-contract", "bucket-sweep"],
    play: ({ place }, session) => sweepBuckets(place, session),
  },
  {
    story: "asks eleven questions, and is refused each time",
    signals: ["denial-burst"],
    play: ({ place }, session) => askEverything(place, session),
  },
  {
    story: "makes a user with an access key for later",
    signals: ["credential-created"],
    play: ({ place }, session) => makeKey(place, session),
  },
  {
    story: "takes a second role",
    signals: ["role-chained"],
    play: ({ place, roles }, session) => takeAnother(place, session, roles.hop),
  },
];

/** Of its acts, and of what becomes of the other one. */
export const vendorLines = scenes.length + endings.length;

const columns = [1, 48, 88, 5, 4];
const row = (...texts: readonly string[]): string => rowOf(columns.map((width, index) => [texts[index] ?? "", width]));

export const vendorHeading = (): string =>
  row("", "what the vendor lumen does with its role", "what is new of it", "score", "s");

export const endingHeading = (): string =>
  row("", "what becomes of kestrel, who made itself a key", "what AWS says", "", "s");

const gravity = ({ severity }: { severity: Severity }): number => severities.indexOf(severity);

/** Each signal that was not shown before, the gravest first. */
const inShort = (seen: readonly SeenSignal[], shown: ReadonlySet<string>): string => {
  const signals = seen.filter(({ signal }) => !shown.has(signal));
  const worst = signals.toSorted((one, other) => gravity(other) - gravity(one));
  const once = worst.filter(({ signal }, index) => worst.findIndex((other) => other.signal === signal) === index);
  return once.map(({ signal, severity }) => `${signal} (${severity})`).join(", ") || "none";
};

/** What becomes of another vendor, line by line. Answers how many ended as they must. */
export const playEndings = async (ground: Ground, say: (text: string) => void): Promise<number> => {
  say(`\n${endingHeading()}`);
  let right = 0;
  for (const { story, play } of endings) {
    const began = Date.now();
    const { isRight, what } = await play(ground);
    if (isRight) right++;
    say(row(isRight ? "✓" : "✗", story, what, "", ((Date.now() - began) / 1000).toFixed(1)));
  }
  return right;
};

/** Prepares the vendor's role, then plays what it does, scene by scene. Answers how many ended as they must. */
export const playVendor = async (stage: Stage, say: (text: string) => void): Promise<number> => {
  await setUpLumen(stage);
  const session = await lumenSession(stage.place);
  const roles = vendorRoles(stage.root);
  const [known, shown] = [new Set<string>(), new Set<string>()];
  say(`\n${vendorHeading()}`);
  let right = 0;
  for (const scene of scenes) {
    const since = new Date().toISOString().slice(0, 19);
    await scene.play(stage, session);
    const done = Date.now();
    let before = -1;
    const seen = await poll(`end of "${scene.story}"`, async () => {
      const found = await newSignals(roles, lumen.role, known);
      const state = (await roles.get(lumen.role))?.state;
      const isHeard = state?.lastAt !== undefined && state.lastAt >= since;
      const isAll = scene.signals.every((id) => found.some(({ signal }) => signal === id));
      const isStill = found.length === before; // the role's row is written before its signals are
      before = found.length;
      return isHeard && isAll && isStill ? { found, score: scoreAt(state.score, state.lastAt ?? since) } : undefined;
    });
    const isRight = scene.signals.length > 0 || seen.found.length === 0;
    if (isRight) right++;
    const seconds = ((Date.now() - done) / 1000).toFixed(1);
    say(row(isRight ? "✓" : "✗", scene.story, inShort(seen.found, shown), String(seen.score), seconds));
    for (const signal of seen.found) {
      known.add(keyOf(signal));
      shown.add(signal.signal);
    }
  }
  return right;
};
