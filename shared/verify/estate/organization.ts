import type { Attached, Standing } from "../../model/organization.ts";
import type { NamedPolicy, PolicyKind } from "../../policy/model.ts";
import { readPolicy } from "../../policy/read.ts";
import type { Estate } from "../model.ts";

/** Policies of the organisation as layers, and in words what is not known of them. */
export interface OrganizationLayers extends Pick<Estate, "scps" | "rcps"> {
  unread: readonly string[];
}

/** What is not known limits nobody: a proof without it is the stricter one. */
export const organizationLayers = (standing: Standing): OrganizationLayers => {
  if (standing.type === "unknown") return { scps: [], rcps: [], unread: [unread("policies", standing.why)] };
  if (standing.type !== "member") return { scps: [], rcps: [], unread: [] };
  const { scps, rcps } = standing;
  return {
    scps: levelsOf(scps, "identity"),
    rcps: levelsOf(rcps, "resource"),
    unread: [
      ...(scps.type === "unknown" ? [unread("service control policies", scps.why)] : []),
      ...(rcps.type === "unknown" ? [unread("resource control policies", rcps.why)] : []),
    ],
  };
};

const unread = (what: string, why: string): string =>
  `${what} of the organisation are not read, so they limit nobody: ${why}`;

const levelsOf = (attached: Attached, kind: PolicyKind): readonly (readonly NamedPolicy[])[] =>
  attached.type === "attached"
    ? attached.levels.map(({ policies }) =>
        policies.map(({ name, text }) => ({ name, policy: readPolicy(text, kind) })),
      )
    : [];
