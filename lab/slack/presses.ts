import { randomBytes } from "node:crypto";
import { BadInput } from "#shared/model/errors.ts";
import { type Option, suggestions } from "./blocks.ts";
import { actionsPayload, type Press, type SignedRequest, signed, spotOf, suggestionPayload } from "./interaction.ts";
import { type Answer, type Arguments, attempt, change, perform } from "./methods.ts";
import type { Message, Workspace } from "./workspace.ts";

/** How a request is signed, where it is not to be as Slack does it. */
export interface Signing {
  /** Another secret: a forgery. */
  secret?: string;
  /** Epoch seconds that it claims to be from. */
  at?: number;
}

/** What the app answered. */
export interface Pressed {
  status: number;
  body: string;
  /** Real milliseconds. Slack shows an error after 3,000. */
  ms: number;
  /** As it was sent. */
  request: SignedRequest;
}

export interface Presses {
  press(press: Press, signing?: Signing): Promise<Pressed>;
  /** What an external select offers for a text. */
  suggest(press: Press): Promise<readonly Option[]>;
  send(request: SignedRequest): Promise<Pressed>;
  /** A message by way of a press's `response_url`. */
  respond(id: string, args: Arguments): Answer;
  setAnswerUrl(url: string): void;
}

interface Parts {
  workspace: Workspace;
  signingSecret: string;
  answerUrl?: string;
  url: string;
  now(): number;
  nextTs(): string;
  signal: AbortSignal;
}

/** Slack gives 3 s; a function's first start on a busy machine takes longer. `ms` tells. */
const patienceMs = 30_000;
/** Answers to one `response_url`: five times within 30 minutes. */
const [mostResponses, responseMs] = [5, 30 * 60_000];

interface Open {
  message: Message;
  user: string;
  until: number;
  left: number;
}

export const makePresses = (parts: Parts): Presses => {
  const { workspace, signingSecret, now, nextTs } = parts;
  const open = new Map<string, Open>();
  let answerUrl = parts.answerUrl;

  const send = async (request: SignedRequest): Promise<Pressed> => {
    if (answerUrl === undefined) throw new BadInput("no answer URL is set: nobody hears what is pressed");
    const began = performance.now();
    const signal = AbortSignal.any([parts.signal, AbortSignal.timeout(patienceMs)]);
    const answer = await fetch(answerUrl, { method: "POST", ...request, signal });
    return { status: answer.status, body: await answer.text(), ms: Math.round(performance.now() - began), request };
  };

  const sign = (payload: object, { secret = signingSecret, at = now() / 1000 }: Signing = {}) =>
    signed(payload, secret, at);

  const suggest = async (press: Press): Promise<readonly Option[]> => {
    const payload = suggestionPayload(workspace, spotOf(workspace, press), press.query ?? press.value ?? "");
    const { status, body } = await send(sign(payload));
    const parsed = status === 200 ? suggestions.safeParse(JSON.parse(body)) : undefined;
    if (!parsed?.success) throw new BadInput(`no list of options, but ${status}: ${body.slice(0, 200)}`);
    return parsed.data.options;
  };

  const press = async (asked: Press, signing?: Signing): Promise<Pressed> => {
    const spot = spotOf(workspace, asked);
    const suggested = spot.element.type === "external_select" ? await suggest(asked) : [];
    const id = randomBytes(12).toString("hex");
    open.set(id, { message: spot.message, user: spot.user.id, until: now() + responseMs, left: mostResponses });
    const responseUrl = `${parts.url}response/${id}`;
    return send(sign(actionsPayload({ workspace, press: asked, spot, responseUrl, ts: nextTs(), suggested }), signing));
  };

  const respond = (id: string, args: Arguments): Answer => {
    const to = open.get(id);
    if (!to || to.left === 0 || now() > to.until) return { ok: false, error: "used_url" };
    to.left--;
    return answered(workspace, to, args, nextTs);
  };

  const setAnswerUrl = (url: string): void => {
    answerUrl = url;
  };

  return { press, suggest, send, respond, setAnswerUrl };
};

const answered = (workspace: Workspace, { message, user }: Open, given: Arguments, nextTs: () => string): Answer => {
  const { channel, threadTs } = message;
  if (given.delete_original) return remove(workspace, message);
  if (given.replace_original) return attempt(() => change({ workspace, args: given, nextTs }, message));
  const thread_ts = given.thread_ts ?? threadTs;
  const args = { ...given, channel, user, ...(thread_ts !== undefined && { thread_ts }) };
  const method = given.response_type === "in_channel" ? "chat.postMessage" : "chat.postEphemeral";
  return perform(method, { workspace, args, nextTs });
};

const remove = (workspace: Workspace, message: Message): Answer => {
  workspace.messages = workspace.messages.filter((one) => one !== message);
  workspace.version++;
  return { ok: true };
};
