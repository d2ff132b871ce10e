import { definition as answerSlack } from "../functions/answer-slack/definition.ts";
import { definition as applyAnswers } from "../functions/apply-answers/definition.ts";
import { definition as auditVendors } from "../functions/audit-vendors/definition.ts";
import { definition as containVendor } from "../functions/contain-vendor/definition.ts";
import { definition as countUnaccounted } from "../functions/count-unaccounted/definition.ts";
import { definition as deliverNotices } from "../functions/deliver-notices/definition.ts";
import { definition as dispatchIncidents } from "../functions/dispatch-incidents/definition.ts";
import { definition as enforceTags } from "../functions/enforce-tags/definition.ts";
import { definition as flushNotices } from "../functions/flush-notices/definition.ts";
import { definition as guardDeployments } from "../functions/guard-deployments/definition.ts";
import { definition as probeIsolation } from "../functions/probe-isolation/definition.ts";
import { definition as recordSessions } from "../functions/record-sessions/definition.ts";
import { definition as restoreVendor } from "../functions/restore-vendor/definition.ts";
import { definition as settleUnowned } from "../functions/settle-unowned/definition.ts";
import { definition as sweep } from "../functions/sweep/definition.ts";
import { definition as vendCredentials } from "../functions/vend-credentials/definition.ts";
import { definition as watchRules } from "../functions/watch-rules/definition.ts";
import { definition as watchVendors } from "../functions/watch-vendors/definition.ts";
import type { FunctionDefinition } from "../shared/model/function-definition.ts";
import type { Settings } from "../shared/model/settings.ts";

/** Every function that the home stack may have. */
export const definitions: readonly FunctionDefinition[] = [
  enforceTags,
  recordSessions,
  countUnaccounted,
  watchRules,
  answerSlack,
  applyAnswers,
  deliverNotices,
  flushNotices,
  settleUnowned,
  sweep,
  watchVendors,
  auditVendors,
  guardDeployments,
  containVendor,
  restoreVendor,
  dispatchIncidents,
  probeIsolation,
  vendCredentials,
];

/** Those that these settings want: without teams to keep apart there is no border to try, without callers nothing to give away. */
export const definitionsFor = ({
  access,
  broker,
}: Pick<Settings, "access" | "broker">): readonly FunctionDefinition[] =>
  definitions.flatMap((definition) => {
    if (definition === vendCredentials) return broker === undefined ? [] : definition;
    if (definition !== probeIsolation) return definition;
    const probe = access?.probe ?? false;
    return probe === false ? [] : { ...definition, source: { type: "schedule", every: probe.every } };
  });
