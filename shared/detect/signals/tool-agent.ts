import type { Signal } from "./signal.ts";
import { shown } from "./support/acts.ts";
import { isCall } from "./support/principal-acts.ts";

/** Parts of user agents that no vendor's product has: penetration testers' systems and tools, and clients with a window. */
const tools =
  /\b(kali|parrot|pentoo|trufflehog|pacu|cloudfox|cloudsplaining|scoutsuite|scout suite|prowler|enumerate-iam|aws_consoler|stratus-red-team|s3 ?browser|cyberduck|mountain ?duck|winscp|bucket_finder|s3scanner|weirdaal|nimbostratus|leonidas)(?![a-z])/i;

export const toolAgent: Signal = {
  id: "tool-agent",
  severity: "high",
  why: "The call was made with a penetration tester's tool or system, or with a file manager: a person looks around with the vendor's credentials.",
  blind: "Whoever calls chooses what the user agent says, and most tools say what the SDK says.",
  falsePositives: "A vendor's support engineer, a scanner or a test that was agreed on: `expects` of the contract.",
  attack: ["T1078.004", "T1059.009", "T1580", "T1526", "T1087.004"],
  needs: "management",
  detect(seen) {
    const { userAgent } = seen.act;
    if (!isCall(seen) || userAgent === undefined) return undefined;
    const tool = tools.exec(userAgent)?.[0];
    return tool === undefined ? [] : [`with ${shown(tool)}: ${shown(userAgent)}`];
  },
};
