import { parseArn } from "../../model/arn.ts";
import { BadInput } from "../../model/errors.ts";
import { type Fields, isFields } from "../../normalise/fields.ts";
import { fieldOf, textOf, textsOf, timeIn } from "./fields.ts";
import type { Gathering } from "./gathering.ts";
import { boundaryIn, heldIn, tagsIn } from "./roles.ts";

/** Users of GetAccountAuthorizationDetails. */
export const addUsers = (users: readonly Fields[], where: string, gathering: Gathering): void => {
  for (const user of users) {
    const arn = textOf(user, "Arn");
    const [, path, name] = /^user(\/.*\/|\/)([^/]+)$/s.exec(parseArn(arn ?? "")?.resource ?? "") ?? [];
    if (arn === undefined || path === undefined || name === undefined) {
      gathering.problems.push({ where, what: "a user without an ARN: left out" });
      continue;
    }
    const held = heldIn(user, "UserPolicyList");
    gathering.users.set(arn, {
      arn,
      name,
      path,
      tags: tagsIn(user, true).tags,
      ...boundaryIn(user, true),
      held,
      groups: textsOf(user, "GroupList"),
    });
  }
};

export const addGroups = (groups: readonly Fields[], gathering: Gathering): void => {
  for (const group of groups) {
    const name = textOf(group, "GroupName");
    if (name !== undefined) gathering.groups.set(name, heldIn(group, "GroupPolicyList"));
  }
};

const firstLine = "user,arn,user_creation_time,";

/** The text of a credential report: as CSV, in base64, or in GetCredentialReport's answer, whose Content may be bytes. */
export const credentialReport = (content: unknown): string | undefined => {
  if (typeof content === "string") return content.startsWith(firstLine) ? content : fromBase64(content.trim());
  const inner = isFields(content) ? fieldOf(content, "Content") : undefined;
  if (typeof inner === "string") return credentialReport(inner);
  const bytes = bytesOf(inner);
  return bytes === undefined ? undefined : credentialReport(new TextDecoder().decode(bytes));
};

/** Bytes as JSON shows them: `{"type":"Buffer","data":[…]}`, `{"0":117,…}`, or themselves. */
const bytesOf = (value: unknown): Uint8Array | undefined => {
  if (value instanceof Uint8Array) return value;
  if (!isFields(value)) return undefined;
  const list = Array.isArray(value.data) ? value.data : Object.values(value);
  return list.length > 0 && list.every((one) => Number.isInteger(one) && one >= 0 && one < 256)
    ? Uint8Array.from(list)
    : undefined;
};

const fromBase64 = (text: string): string | undefined => {
  const head = btoa(firstLine.slice(0, 12));
  if (!text.startsWith(head)) return undefined;
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text.replaceAll(/\s/g, "")), (one) => one.charCodeAt(0)));
  } catch {
    return undefined;
  }
};

/** Every user's access keys. The report quotes nothing: names of users and ARNs hold no comma. */
export const addCredentialReport = (csv: string, where: string, gathering: Gathering): void => {
  const [head = "", ...rows] = csv.split(/\r?\n/).filter((line) => line !== "");
  const columns = head.split(",");
  gathering.keys ??= new Map();
  for (const [index, row] of rows.entries()) {
    const cells = row.split(",");
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? "";
    if (cells.length !== columns.length) {
      const what = `${cells.length} cells, of ${columns.length} in the first line`;
      throw new BadInput(`${where}:${index + 2}: ${what}; allowed: a whole credential report`);
    }
    gathering.keys.set(
      cell("arn"),
      ["1", "2"].flatMap((number) => keyIn(cell, `access_key_${number}`)),
    );
  }
};

/** `N/A` where there is no key, or it was not used. */
const keyIn = (cell: (name: string) => string, key: string) => {
  const createdAt = timeIn(cell(`${key}_last_rotated`));
  const active = cell(`${key}_active`) === "true";
  return active || createdAt !== undefined
    ? [{ active, createdAt, lastUsedAt: timeIn(cell(`${key}_last_used_date`)) }]
    : [];
};
