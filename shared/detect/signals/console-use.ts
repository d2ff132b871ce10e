import type { Severity } from "../../model/finding.ts";
import { inDirectory } from "../../model/settings.ts";
import { sessionKeyOf } from "../../vendors/watch/session-use.ts";
import type { SeenAct, Signal } from "./signal.ts";
import { isVendors } from "./support/acts.ts";

const signIns: readonly string[] = ["ConsoleLogin", "GetSigninToken", "SwitchRole", "ExitRole"];

export const consoleUse: Signal = {
  id: "console-use",
  severity: "high",
  why: "A product has no use for the console: a person looks around with the vendor's credentials, or made a link to the console out of them.",
  blind: "What is read in the console without a record. A session of the console is told once.",
  falsePositives:
    "A vendor's support engineer. Of principals that nobody registered, people who sign in with a second factor or through Identity Center are low.",
  attack: ["T1021.007", "T1550.001", "T1078.004"],
  needs: "management",
  detect(seen) {
    const { act, before } = seen;
    if (!isVendors(seen)) return undefined;
    if (act.service === "signin")
      return signIns.includes(act.eventName) ? [`${act.eventName}: the console is used`] : [];
    if (!act.fromConsole) return [];
    const key = sessionKeyOf(act);
    return key !== undefined && inDirectory(before.sessions, key)
      ? []
      : [`${act.eventName} in a session of the console`];
  },
  severityOf: (seen) => gravity(seen),
};

/** A person whom somebody only asked to judge may use the console; without a second factor it is worth a look. */
const gravity = ({ act, watched }: SeenAct): Severity => {
  if (watched.registered || watched.how !== "session") return "high";
  if (act.service !== "signin") return "low";
  const isIdentityCenter = act.principal.session?.roleArn?.includes("/aws-reserved/sso.amazonaws.com/") === true;
  if (act.eventName === "ConsoleLogin") return act.additional.MFAUsed === "No" && !isIdentityCenter ? "medium" : "low";
  return isIdentityCenter ? "low" : "medium";
};
