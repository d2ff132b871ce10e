import { valuesIn } from "../../vendors/watch/state.ts";
import type { SeenAct, Signal } from "./signal.ts";
import { isVendors } from "./support/acts.ts";
import { isNewIn, reaches } from "./support/crossing.ts";
import { discovered } from "./support/discovery.ts";

const many = 8;

export const accountSweep: Signal = {
  id: "account-sweep",
  severity: "medium",
  why: "Who took somebody else's role over looks first what there is: users, roles, machines, detectors. A vendor knows its own work and does not ask.",
  blind:
    "Looks in services that the contract names. EventBridge leaves reads out unless a rule asks for all management events. Without a contract every service counts, and a sweep looks at people, defences or money as well, or goes on to 24 looks.",
  // One look alone at buckets is `bucket-sweep`'s, and who one is `caller-identity-asked`'s to tell.
  falsePositives:
    "Scanners do exactly this: declare the services, or expect the signal. One look alone is low, or only told where it is not about people and detectors.",
  attack: ["T1087.004", "T1580", "T1526", "T1069.003", "T1538", "T1082"],
  needs: "management",
  detect(seen) {
    const look = isVendors(seen) ? discovered(seen.act, seen.watched) : undefined;
    if (look === undefined) return undefined;
    if (isSweep(seen))
      return [
        `${valuesIn(seen.after, "discovery", seen.act.at).length} different looks around the account within an hour, the last ${look}`,
      ];
    const isOthers = seen.act.service === "s3" || seen.act.eventName === "GetCallerIdentity";
    return isNewIn(seen, "discovery") && !isOthers
      ? [`${look}: a look around, in a service that no contract names`]
      : [];
  },
  severityOf: (seen) => (isSweep(seen) ? "medium" : telling.has(seen.act.service) ? "low" : "info"),
};

const isSweep = (seen: SeenAct): boolean =>
  seen.watched.contract === undefined ? becomesSweep(seen) : reaches(seen, "discovery", many);

/** Where no contract tells work from looking: looks at people, defences or money among them, or more than any page of the console needs. */
const becomesSweep = ({ act, before, after }: SeenAct): boolean =>
  [after, before].map((state) => isWide(valuesIn(state, "discovery", act.at))).join() === "true,false";

const [manyTelling, manyAnyhow] = [3, 24];

const isWide = (looks: readonly string[]): boolean =>
  looks.length >= manyAnyhow || (looks.length >= many && looks.filter(isTelling).length >= manyTelling);

/** A role or policy that is named is no search: a deployment tool reads each that it manages. */
const ofOne =
  /^iam (Get(Role|RolePolicy|User|UserPolicy|Group|Policy|PolicyVersion|InstanceProfile|ServerCertificate)|List(RolePolicies|AttachedRolePolicies|InstanceProfilesForRole|PolicyVersions|RoleTags|PolicyTags))$/;

const isTelling = (look: string): boolean => telling.has(look.split(" ")[0] ?? "") && !ofOne.test(look);

/** Services that tell of people, of defences, of money and of mail. */
const telling = new Set([
  "iam",
  "organizations",
  "account",
  "sso",
  "sso-directory",
  "identitystore",
  "cloudtrail",
  "guardduty",
  "securityhub",
  "config",
  "access-analyzer",
  "ce",
  "servicequotas",
  "ses",
  "sns",
  "bedrock",
  "resource-explorer-2",
  "route53domains",
  "secretsmanager",
]);
