import { classify } from "../act/classify.ts";
import { type Control, clearing, controls, looks } from "./controls.ts";
import { type Answer, judge } from "./judge.ts";
import type { Call, Need, Party, Place, Profile, Proven, Side } from "./model.ts";

/** One call in a session; the answer is dropped. Throws the service's error. */
export type Send = (call: Call) => Promise<void>;

export interface Means {
  /** A session of the party's probe role. */
  take(party: Party): Promise<Send>;
  /** The function's own. */
  warden: Send;
  roleExists(arn: string): Promise<boolean>;
  /** Of one of these people, in whichever domain. */
  profileOf(people: readonly string[]): Promise<Profile | undefined>;
  wait(ms: number): Promise<void>;
}

/** One side, ready for attempts: what of it is proven, or why not. */
export interface Team {
  side: Side;
  send: Send;
  /** Why a need is not met. */
  missing: Map<Need, string>;
  proven: readonly Proven[];
}

export const answerOf = async (send: Send, call: Call): Promise<Answer> => {
  try {
    await send(call);
    return { worked: true };
  } catch (error) {
    return { worked: false, error };
  }
};

/** `ms` between the tries. */
const patience = { tries: 6, ms: 2_000 };

const patiently = async (send: Send, call: Call, wait: Means["wait"]): Promise<Answer> => {
  for (let left = patience.tries; ; left -= 1) {
    const answer = await answerOf(send, call);
    if (answer.worked || left <= 1 || judge(answer).outcome !== "refused") return answer;
    await wait(patience.ms);
  }
};

interface Ground {
  place: Place;
  means: Means;
  fresh(): string;
  left: string[];
}

/** Lays out the decoys, and has the team work with what is its own. */
export const makeReady = async (party: Party, ground: Ground): Promise<Team> => {
  const decoy = ground.fresh();
  const missing: Team["missing"] = new Map();
  const proven: Proven[] = [];
  const note = ({ id, need }: Pick<Control, "id" | "need">, error: string | null): void => {
    if (!proven.some((each) => each.id === id && each.error !== null))
      proven.push({ team: party.unit, id, works: error === null, error });
    if (error !== null && !missing.has(need)) missing.set(need, `${party.unit}: ${id}: ${error}`);
  };
  const profile = await ground.means.profileOf(party.people).catch((error: unknown) => {
    note({ id: "find-profile", need: "profile" }, classify(error).reason);
    return { domainId: "unknown", name: "unknown" };
  });
  const side: Side = { ...party, decoy, object: `${party.prefix}.${decoy}`, profile };
  const send = await ground.means.take(party).catch((error: unknown) => {
    const reason = classify(error).reason;
    for (const need of needsOfSession) note({ id: "take-probe-role", need }, reason);
    return undefined;
  });
  if (send !== undefined) {
    for (const control of controls) note(control, await tryOne(control, { side, send }, ground));
  }
  for (const arn of [side.roles.people, side.roles.execution]) {
    const isThere = await ground.means.roleExists(arn).catch((error: unknown) => classify(error).reason);
    if (isThere !== true) note({ id: "role-exists", need: "roles" }, `${arn}: ${isThere || "there is no such role"}`);
  }
  return { side, send: send ?? refuse, missing, proven };
};

/** Without a session nothing of these can be shown. */
const needsOfSession = ["session", "decoy", "object", "pass-role"] as const;

const refuse: Send = async () => {
  throw new Error("there is no session");
};

const tryOne = async (
  { call, undo, resource, settles }: Control,
  { side, send }: Pick<Team, "side" | "send">,
  { place, means, fresh, left }: Ground,
): Promise<string | null> => {
  const name = fresh();
  const made = call(side, place, name);
  const answer = await (settles ? patiently(send, made, means.wait) : answerOf(send, made));
  if (!answer.worked) return classify(answer.error).reason;
  if (undo !== undefined) {
    const undone = await answerOf(send, undo(name));
    if (!undone.worked) left.push(`${name}, for ${resource(side, place)}: ${classify(undone.error).reason}`);
  }
  return null;
};

/** After a crossing: whether the decoys are there, and still the team's. */
export const lookAgain = async (team: Team, ground: Ground): Promise<void> => {
  for (const control of looks) {
    const error = await tryOne(control, team, ground);
    if (error !== null && !team.missing.has(control.need)) {
      team.missing.set(control.need, `${team.side.unit}: ${control.id}, after a crossing: ${error}`);
    }
  }
};

/** Takes away what was laid out. */
export const clear = async ({ side, send, proven }: Team, { place, left }: Ground): Promise<void> => {
  for (const { made, call, resource } of clearing) {
    if (!proven.some(({ id, works }) => id === made && works)) continue;
    const answer = await answerOf(send, call(side, place, ""));
    if (!answer.worked) left.push(`${resource(side, place)}: ${classify(answer.error).reason}`);
  }
};
