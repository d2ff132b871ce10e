import { directoryOf } from "../attribute/directory.ts";
import { inDirectory, type Settings } from "../model/settings.ts";
import { isTeamRole } from "../names.ts";
import type { Caller } from "./model.ts";
import { nameInArn } from "./session-name.ts";

/**
 * Who in the directory this is: an IAM user; the session's name where Identity Center or a team's identity provider gave it; of
 * other sessions only one that is called by an e-mail address or SAML subject. It is what a person says of themselves: the
 * trust of the role decides whether that is so.
 */
export const personOf = ({ arn }: Pick<Caller, "arn">, settings: Settings): string | undefined => {
  const [kind, role = ""] = arn.split(":").slice(5).join(":").split("/");
  const name = nameInArn(arn);
  const directory = directoryOf(settings);
  if (kind === "user") return directory.byIamUser(name);
  if (kind !== "assumed-role") return undefined;
  const person = directory.byUserName(name);
  if (person === undefined || role.startsWith("AWSReservedSSO_") || isTeamRole(role)) return person;
  const { email, samlSubject } = inDirectory(settings.people, person) ?? {};
  return name === email || name === samlSubject ? person : undefined;
};
