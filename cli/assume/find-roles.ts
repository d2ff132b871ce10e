import type { RoleWanted } from "#shared/assume/model.ts";
import { accountOf, plainRoleArn, type RolePlace, type RoleReference } from "#shared/assume/role-reference.ts";
import { asSessionName, checkedName, nameInArn } from "#shared/assume/session-name.ts";
import { type Told, wantedRoles } from "#shared/assume/wanted.ts";
import { BadInput } from "#shared/model/errors.ts";
import type { Settings } from "#shared/model/settings.ts";
import { list, quoted, suggestion } from "#shared/settings/words.ts";
import type { Roles } from "./lender.ts";
import type { Asked } from "./options.ts";
import type { Originals } from "./originals.ts";

interface Ground {
  asked: Asked;
  /** Absent: nothing of them is needed. */
  settings: Settings | undefined;
  policy: string | undefined;
  originals: Pick<Originals, "caller">;
  signedIn: { sessionName: string; transitiveKeys: readonly string[] } | undefined;
}

/** What is asked of STS, role by role. Throws BadInput. */
export const findRoles = async (ground: Ground): Promise<Roles> => {
  const { asked, settings, policy, originals, signedIn } = ground;
  const arns: string[] = [];
  for (const reference of asked.chain) arns.push(await arnOf(reference, "--chain", undefined, ground));
  if (asked.role !== undefined) arns.push(await arnOf(asked.role, "--role", asked.account, ground));
  const told = settings && (await whatItTells(settings, originals));
  const { externalId, seconds, tags, furtherTags } = asked;
  const lent: Partial<RoleWanted> = {
    ...(externalId !== undefined && { externalId }),
    ...(seconds !== undefined && { seconds }),
    ...(policy !== undefined && { policy }),
    ...(await sourceIdentityOf(ground, told)),
  };
  const sessionName = asked.sessionName ?? told?.person ?? nameInArn((await originals.caller()).arn);
  const more = { sessionName: asSessionName(sessionName), lent, furtherTags, isTagged: tags, signedIn };
  return wantedRoles(arns, more, told) as Roles;
};

/** Where no option names an account, a name is of the caller's own. */
const arnOf = async (
  reference: RoleReference,
  option: string,
  account: string | undefined,
  { settings, originals }: Ground,
): Promise<string> => {
  const id = account === undefined ? undefined : accountIn(account, settings);
  if (reference.by === "arn") {
    if (id === undefined || id === accountOf(reference.arn)) return reference.arn;
    throw new BadInput(`--account: ${id} is not the account of ${quoted(reference.arn)}; allowed: one of both`);
  }
  const caller = await originals.caller();
  const where: RolePlace = { partition: caller.partition, account: id ?? caller.account };
  if (settings === undefined) return plainRoleArn(reference.name, option, where);
  return (await import("#shared/assume/find-role.ts")).findRole(reference, option, settings, where);
};

/** `--account`: a number, or a name of the settings. Throws BadInput. */
export const accountIn = (account: string, settings: Settings | undefined): string => {
  if (/^\d{12}$/.test(account)) return account;
  const known = settings?.accounts ?? {};
  if (Object.hasOwn(known, account)) return known[account] ?? "";
  const names = Object.keys(known);
  throw new BadInput(
    `--account: ${quoted(account)} is no account of the settings; allowed: 12 digits, ${list(names)}${suggestion(account, names)}`,
  );
};

/** What the directory says of the caller. */
const whatItTells = async (settings: Settings, { caller }: Ground["originals"]): Promise<Told> => {
  const { personOf } = await import("#shared/assume/person.ts");
  const { directoryTags } = await import("#shared/assume/directory-tags.ts");
  const { arn } = await caller();
  const person = personOf({ arn }, settings);
  return { arn, person, tags: person === undefined ? {} : directoryTags(person, settings) };
};

const sourceIdentityOf = async ({ asked }: Ground, told: Told | undefined): Promise<Partial<RoleWanted>> => {
  const { sourceIdentity } = asked;
  if (sourceIdentity === undefined) return {};
  if (sourceIdentity !== true) return { sourceIdentity };
  return { sourceIdentity: checkedName(told?.person ?? nameInArn(told?.arn ?? ""), "--source-identity") };
};
