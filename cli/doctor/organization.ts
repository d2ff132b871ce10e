import { guards, guardsInForce, type InForce } from "#shared/access/in-force.ts";
import { isolatesByProject } from "#shared/access/units.ts";
import type { Attached, Level, Standing } from "#shared/model/organization.ts";
import { regionsOf, type Settings } from "#shared/model/settings.ts";
import { tagKeysOf } from "#shared/model/tag-keys.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import { covers } from "#shared/policy/glob.ts";
import { type Answer, type Check, ok, type Situation, unknown, warn } from "./check.ts";

/** Of one type, on a root, a unit or an account. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const mostAttached = 5;

const files = guards.map((guard) => `policies/org/${guard}.json`).join(", ");

const readable =
  "run it where organizations:ListRoots, ListParents, ListPoliciesForTarget and DescribePolicy are allowed (the management " +
  "account, a delegated administrator), or name a role of theirs that this account may take: organization.readRole";

/** Whether policies/org limits the account. What limits nobody is no fault of a deployment: it warns. */
export const judgeOrganization = (standing: Standing, settings: Settings, caller: Situation["caller"]): Answer => {
  switch (standing.type) {
    case "none":
      return ok(`${caller.account} is in no organisation: its own administrators may change guarded tags and roles`);
    case "management":
      return warn(
        `${caller.account} is the management account of ${standing.organization}: service control policies do not limit it`,
        "keep SageMaker in a member account",
      );
    case "billing-only":
      return warn(
        `${standing.organization} has no policies: it has consolidated billing only`,
        `enable all features of the organisation, then attach ${files}`,
      );
    case "unknown":
      return unknown(`whether policies/org is in force: ${standing.why}`, readable);
    case "member":
      return judgeAttached(standing.scps, standing.organization, settings, caller);
  }
};

const judgeAttached = (
  scps: Attached,
  organization: string,
  settings: Settings,
  caller: Situation["caller"],
): Answer => {
  if (scps.type === "unknown") return unknown(`whether policies/org is in force: ${scps.why}`, readable);
  if (scps.type === "disabled") {
    return warn(
      `service control policies are not enabled in ${organization}`,
      `enable them in its root, then attach ${files}`,
    );
  }
  const found = guardsInForce(
    scps.levels,
    valuesOf(settings, caller),
    isolatesByProject(settings) ? ["team", "project"] : ["team"],
  );
  const lacking = found.filter((each) => each.lacking.length > 0);
  if (lacking.length > 0) return warn(lacking.map(told).join("; "), toAttach(lacking, scps.levels));
  return judgeExceptions(found, settings, organization);
};

const valuesOf = (settings: Settings, { account, partition }: Situation["caller"]) => {
  const keys = tagKeysOf(settings);
  return {
    ...{ partition, account, region: regionsOf(settings)[0] ?? "", bucket: settings.access?.bucket ?? "" },
    ...{ "team-key": keys.team, "user-key": keys.studiouserid, "project-key": keys.project },
  };
};

const told = ({ guard, lacking }: InForce): string => {
  const statements = lacking.map(({ sid, differs }) =>
    differs === undefined ? `${sid} is missing` : `${sid} has ${differs}`,
  );
  return `${guard} is not in force: ${plainText(statements.join(", "))}`;
};

const toAttach = (lacking: readonly InForce[], levels: readonly Level[]): string => {
  const sizes = lacking.map(({ guard, size, limit }) => `policies/org/${guard}.json (${size} of ${limit} characters)`);
  const full = levels.filter(({ policies }) => policies.length >= mostAttached).map(({ target }) => target);
  const room = full.length === 0 ? "" : `; ${full.join(", ")} has ${mostAttached} already, which is all that it takes`;
  return `attach ${sizes.join(", ")}, filled, to the account or to what is above it${room}`;
};

const judgeExceptions = (found: readonly InForce[], { provisioners }: Settings, organization: string): Answer => {
  const excepted = [...new Set(found.flatMap((each) => each.excepted))];
  const strangers = excepted.filter((each) => !provisioners.some((known) => covers(known, each)));
  const inForce = `${guards.join(", ")} are in force, by policies of ${organization}`;
  if (strangers.length === 0) return ok(inForce);
  return warn(
    `${inForce}; but they except ${plainText(strangers.join(", "))}, who may write guarded tags and the teams' roles`,
    "name them as `provisioners` in the settings, if they are, or take them out of the policies",
  );
};

export const organizationPolicies: Check = {
  id: "organization-policies",
  run: async ({ settings, account, caller }) => {
    const { readRole } = settings.organization;
    return judgeOrganization(await account.organization({ account: caller.account, readRole }), settings, caller);
  },
};
