import { parseArn } from "../model/arn.ts";
import { BadInput } from "../model/errors.ts";
import { quoted } from "../settings/words.ts";

/** How a person names a role. `name`: a team's, a vendor's, or else a role's in the account. */
export type RoleReference = { by: "arn"; arn: string } | { by: "name" | "role" | "team" | "vendor"; name: string };

const prefixes = ["role", "team", "vendor"] as const;
const roleArn = /^arn:aws[a-z-]*:iam::\d{12}:role\/([\x21-\x7e]{1,510}\/)?[\w+=,.@-]{1,64}$/;
/** With its path, if it has one: STS knows a role by both. */
const roleName = /^\/?([\x21-\x7e]{1,510}\/)?[\w+=,.@-]{1,64}$/;

const allowed =
  "a role's ARN, a team's name, a vendor's name, or a role's name in the account with its path; team:, vendor: and role: say which";

/** `place` is the option that has it. Throws BadInput. */
export const readRole = (text: string, place: string): RoleReference => {
  const wrong = () => new BadInput(`${place}: ${quoted(text)} names no role; allowed: ${allowed}`);
  if (text.startsWith("arn:")) {
    if (!roleArn.test(text)) throw wrong();
    return { by: "arn", arn: text };
  }
  const by = prefixes.find((prefix) => text.startsWith(`${prefix}:`));
  const name = by === undefined ? text : text.slice(by.length + 1);
  const isRole = by === undefined || by === "role";
  if (name === "" || name.length > 575 || (isRole && by !== undefined && !roleName.test(name))) throw wrong();
  return { by: by ?? "name", name };
};

/** Whether the settings have to be asked what it means. */
export const needsSettings = ({ by }: RoleReference): boolean => by !== "arn" && by !== "role";

/** A role of the account that is no team's and no vendor's. Throws BadInput. */
export const plainRoleArn = (name: string, place: string, { partition, account }: RolePlace): string => {
  if (!roleName.test(name)) throw new BadInput(`${place}: ${quoted(name)} names no role; allowed: ${allowed}`);
  return `arn:${partition}:iam::${account}:role/${name.replace(/^\//, "")}`;
};

/** Where a role is that is named without its ARN. */
export interface RolePlace {
  partition: string;
  account: string;
}

/** The account of an ARN that `readRole` took. */
export const accountOf = (arn: string): string => parseArn(arn)?.account ?? "";
