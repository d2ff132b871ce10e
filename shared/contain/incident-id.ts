import { createHash } from "node:crypto";
import type { IncidentStart } from "./world.ts";

/** Lambda takes 64 characters for an execution's name: this leaves room for the number and for further runs. */
const longestName = 16;

/**
 * The id of a role's incident: as much of the role's name as tells people which one it is, the role's hash, and the number. Letters,
 * digits, `-` and `_`: it names the durable execution, stands in Slack's `block_id`s and in a key of the evidence bucket.
 */
export const incidentIdOf = (role: string, number: number): string => {
  const name = role.slice(role.lastIndexOf("/") + 1).replaceAll(/[^A-Za-z0-9-]/g, "");
  const hash = createHash("sha256").update(role).digest("base64url").slice(0, 22);
  return `${`role-${name.replace(/^vendor-/, "")}`.slice(0, longestName)}-${hash}-${number}`;
};

/** `incidentIdOf` makes no other. */
export const isIncidentId = (text: string): boolean => /^role-[A-Za-z0-9-]{0,11}-[\w-]{22}-[1-9]\d{0,8}$/.test(text);

/** The name of the execution that a start begins: equal starts have equal names. */
export const executionOf = ({ incident, again, version, document }: IncidentStart): string =>
  [
    incident,
    ...(again === undefined ? [] : [`r${again}`]),
    ...(version === undefined ? [] : [`v${version}`]),
    ...(document === undefined ? [] : [document]),
  ].join("-");
