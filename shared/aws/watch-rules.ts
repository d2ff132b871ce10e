import { deadRules, deadRulesNotice } from "../act/dead-rules.ts";
import { expectedRules } from "../act/expected-rules.ts";
import { unheard } from "../act/unheard.ts";
import { regionsOf, type Settings } from "../model/settings.ts";
import { names } from "../names.ts";
import { metricWriter } from "../record/metrics.ts";
import { watchListOver } from "../record/vendor-links.ts";
import { environment, placeOf } from "./environment.ts";
import { liveRule } from "./eventbridge.ts";
import { listMappings } from "./inspect/lambda.ts";
import { liveNotify } from "./live-notices.ts";
import { liveTable } from "./live-table.ts";

/** The deployed rules and mappings against the ones we define: a metric always, a notice when something is dead. */
export const watchRules = async (settings: Settings, writeMetric = metricWriter()): Promise<readonly string[]> => {
  const topicArn = environment("TOPIC_ARN");
  const region = regionsOf(settings)[0] ?? "";
  const place = placeOf(topicArn);
  const table = liveTable(environment("TABLE_NAME"));
  const now = new Date().toISOString();
  const dead = await deadRules(expectedRules(settings, place), {
    rule: liveRule,
    mappings: (functionName) => listMappings(functionName, { region }),
  });
  const missed = await unheard(await watchListOver(table).read(), {
    read: (name) => liveRule(region, name),
    target: `arn:${place.partition}:sqs:${region}:${place.account}:${names.queues.vendorActs}`,
    now,
  });
  const faults = [...dead, ...missed];
  writeMetric({ name: "DeadRules", unit: "Count", value: faults.length });
  if (faults.length > 0) {
    await liveNotify(table, settings)(deadRulesNotice(faults, topicArn, now));
  }
  return faults;
};
