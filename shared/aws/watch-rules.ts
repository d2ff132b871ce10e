import { deadRules, deadRulesNotice } from "../act/dead-rules.ts";
import { expectedRules } from "../act/expected-rules.ts";
import { regionsOf, type Settings } from "../model/settings.ts";
import { metricWriter } from "../record/metrics.ts";
import { environment, placeOf } from "./environment.ts";
import { liveRule } from "./eventbridge.ts";
import { listMappings } from "./inspect/lambda.ts";
import { liveNotify } from "./live-notices.ts";
import { liveTable } from "./live-table.ts";

/** The deployed rules and mappings against the ones we define: a metric always, a notice when something is dead. */
export const watchRules = async (settings: Settings, writeMetric = metricWriter()): Promise<readonly string[]> => {
  const topicArn = environment("TOPIC_ARN");
  const region = regionsOf(settings)[0] ?? "";
  const faults = await deadRules(expectedRules(settings, placeOf(topicArn)), {
    rule: liveRule,
    mappings: (functionName) => listMappings(functionName, { region }),
  });
  writeMetric({ name: "DeadRules", unit: "Count", value: faults.length });
  if (faults.length > 0) {
    const notify = liveNotify(liveTable(environment("TABLE_NAME")), settings);
    await notify(deadRulesNotice(faults, topicArn, new Date().toISOString()));
  }
  return faults;
};
