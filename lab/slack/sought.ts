import type { State } from "./state.ts";
import { type Message, sees, userOf } from "./workspace.ts";

/** What somebody looks for among the messages. */
export interface Sought {
  /** Part of what it says, blocks included. */
  says: RegExp;
  /** In whose eyes: name or id. */
  by: string;
  /** In the thread of this one. */
  under?: Message;
  /** To nobody else. */
  alone?: boolean;
  /** With something of this `action_id` to press. */
  asks?: string;
}

/** The newest message like this. */
export const newest = (state: State, { says, by, under, alone, asks }: Sought): Message | undefined => {
  const user = userOf(state, by);
  return state.messages.findLast((message) => {
    const blocks = JSON.stringify(message.blocks);
    if (!user || !sees(state, user, message) || !says.test(`${message.text} ${blocks}`)) return false;
    if (under && message.threadTs !== under.ts) return false;
    if (alone && message.visibleTo !== user.id) return false;
    return asks === undefined || blocks.includes(`"action_id":"${asks}"`);
  });
};
