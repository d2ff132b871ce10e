import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { classify } from "../act/classify.ts";
import { clientSettings } from "./client.ts";

/** What Slack gave our app. Never logged. */
export interface SlackSecret {
  botToken: string;
  /** Absent: the secret is a bare token, and no answer can be verified. */
  signingSecret?: string;
}

type Sender = Pick<SecretsManagerClient, "send">;
let client: Sender | undefined;
const shared = (): Sender => {
  client ??= new SecretsManagerClient(clientSettings);
  return client;
};

/** Seconds for which a secret is kept in this process. */
const kept = 5 * 60;

const cache = new Map<string, { secret: SlackSecret | undefined; at: number }>();

interface Wish {
  /** Seconds: an older copy is not good enough. */
  maxAge?: number;
  sender?: Sender;
  /** Milliseconds */
  now?: number;
}

/**
 * The secret of this name: JSON `{ botToken, signingSecret? }` or the bare bot token. Undefined: there is no such secret.
 * Other errors come as the SDK throws them.
 */
export const slackSecret = async (name: string, wish: Wish = {}): Promise<SlackSecret | undefined> => {
  const { maxAge = kept, sender = shared(), now = Date.now() } = wish;
  const known = cache.get(name);
  if (known && now - known.at < maxAge * 1000) return known.secret;
  const secret = await read(name, sender);
  cache.set(name, { secret, at: now });
  return secret;
};

const read = async (name: string, sender: Sender): Promise<SlackSecret | undefined> => {
  try {
    const { SecretString } = await sender.send(new GetSecretValueCommand({ SecretId: name }));
    return SecretString ? parsed(SecretString.trim()) : undefined;
  } catch (error) {
    if (classify(error).kind === "gone") return undefined;
    throw error;
  }
};

const parsed = (text: string): SlackSecret | undefined => {
  if (!text.startsWith("{")) return { botToken: text };
  const { botToken, signingSecret } = fieldsOf(text);
  if (typeof botToken !== "string") return undefined;
  return typeof signingSecret === "string" && signingSecret !== "" ? { botToken, signingSecret } : { botToken };
};

/** An error of JSON.parse would quote the secret. */
const fieldsOf = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};
