import { Logger } from "@aws-lambda-powertools/logger";
import type { ApplyParts } from "../answer/apply.ts";
import type { SlackPeople } from "../answer/identify.ts";
import { RetryLater } from "../model/errors.ts";
import type { Settings } from "../model/settings.ts";
import { secondsOf } from "../model/time.ts";
import { tableCache } from "../record/cache.ts";
import { caseStore } from "../record/cases.ts";
import { exemptionStore } from "../record/exemptions.ts";
import { ledgerOver } from "../record/ledger.ts";
import type { Table } from "../record/table.ts";
import { environment } from "./environment.ts";
import { incidentEdges } from "./incident-edges.ts";
import { liveNotify } from "./live-notices.ts";
import { type Delivered, liveTable, retryOf } from "./live-table.ts";

const logger = new Logger();
const refused = (why: string): void => logger.warn("a reply was not taken", { why });

/** What applying one answer needs. Each client is loaded with the first call that needs it. */
export const liveAnswers = (settings: Settings, delivered: Delivered): ApplyParts => {
  const table = liveTable(environment("TABLE_NAME"), delivered);
  const keep = secondsOf(settings.retention.ledger);
  const { slack } = settings.notices;
  return {
    settings,
    cases: caseStore(table, { keep }),
    ledger: ledgerOver(table, { keep }),
    exemptions: exemptionStore(table, { keep }),
    slack: livePeople(settings, table, delivered),
    incidents: incidentEdges(settings, table),
    send: async (event) => (await import("./sqs.ts")).sendMessage(environment("CREATIONS_URL"), event),
    wake: async (callbackId, answer) => (await import("./durable.ts")).answerCallback(callbackId, answer),
    notify: liveNotify(table, settings),
    respond: async (url, reply) => {
      const { respondTo } = await import("./response-url.ts");
      if (slack) await respondTo({ url, apiUrl: slack.apiUrl, delivered, refused }, reply);
    },
  };
};

/** Seconds until a secret that is not there is asked for again: somebody has to put it there. */
const mending = 60;

const livePeople = ({ notices: { slack } }: Settings, table: Table, delivered: Delivered): SlackPeople => {
  const retryIn = retryOf(delivered);
  const open = async (): Promise<SlackPeople> => {
    const [{ slackSecret }, { webClient }, { slackPeople }] = await Promise.all([
      import("./secrets.ts"),
      import("./slack.ts"),
      import("./slack-people.ts"),
    ]);
    const secret = slack && (await slackSecret(slack.botTokenSecret));
    if (!slack || !secret) throw new RetryLater("there is no token for Slack", Math.max(mending, retryIn()));
    const cached = tableCache(table, () => new Date().toISOString());
    return slackPeople({ client: webClient(secret.botToken, slack.apiUrl), token: secret.botToken, cached, retryIn });
  };
  return {
    workspace: async () => (await open()).workspace(),
    user: async (id) => (await open()).user(id),
  };
};
