import { createHash } from "node:crypto";
import type { WebClient } from "@slack/web-api";
import type { SlackPeople, SlackUser } from "../answer/identify.ts";
import { RetryLater } from "../model/errors.ts";
import type { TableCache } from "../record/cache.ts";
import { stateKey } from "../record/keys.ts";

type Client = { auth: Pick<WebClient["auth"], "test">; users: Pick<WebClient["users"], "info"> };

/** Seconds for which the workspace of a token is kept: a token stays in its workspace. */
const keepWorkspace = 86_400;

interface Means {
  client: Client;
  token: string;
  cached: TableCache;
  /** Seconds until Slack is asked again. */
  retryIn(): number;
}

/** Who people are, as Slack tells. Where it does not tell, the answer waits: throws `RetryLater`. */
export const slackPeople = ({ client, token, cached, retryIn }: Means): SlackPeople => {
  const later = (call: string, error: unknown): RetryLater => {
    const { retryAfter } = Object(error) as { retryAfter?: unknown };
    const seconds = typeof retryAfter === "number" ? retryAfter : 0;
    return new RetryLater(`Slack's ${call}: ${wordOf(error) ?? "no answer"}`, Math.max(seconds, retryIn()), {
      cause: error,
    });
  };

  const workspace = async (): Promise<string> => {
    const digest = createHash("sha256").update(token).digest("hex").slice(0, 32);
    const ask = async (): Promise<string | undefined> => {
      try {
        return (await client.auth.test()).team_id;
      } catch (error) {
        throw later("auth.test", error);
      }
    };
    const found = await cached(stateKey(`slack-workspace-${digest}`), () => keepWorkspace, ask);
    if (found === undefined) throw later("auth.test", undefined);
    return found;
  };

  const user = async (id: string): Promise<SlackUser | undefined> => {
    try {
      return (await client.users.info({ user: id })).user as SlackUser | undefined;
    } catch (error) {
      if (unknown.includes(wordOf(error))) return undefined;
      throw later("users.info", error);
    }
  };

  return { workspace, user };
};

/** Of whom Slack tells us nothing: https://docs.slack.dev/reference/methods/users.info#errors */
const unknown: readonly (string | undefined)[] = ["user_not_found", "user_not_visible"];

/** Slack's own words are such; anything else could hold anything. */
const wordOf = (error: unknown): string | undefined => {
  const word = (Object(error) as { data?: { error?: unknown } }).data?.error;
  return typeof word === "string" && /^[a-z_]{1,60}$/.test(word) ? word : undefined;
};
