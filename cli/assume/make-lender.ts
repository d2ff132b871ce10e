import { needsSettings, type RoleReference } from "#shared/assume/role-reference.ts";
import { refuseGuarded } from "#shared/assume/session-tags.ts";
import { BadInput } from "#shared/model/errors.ts";
import type { Settings } from "#shared/model/settings.ts";
import { names } from "#shared/names.ts";
import { originalEnvironment } from "../env/former.ts";
import type { CommonOptions, Io } from "../verb.ts";
import { type Lender, lenderOf, type Roles } from "./lender.ts";
import type { Asked } from "./options.ts";
import { originalsOf } from "./originals.ts";
import { readSessionPolicy } from "./session-policy.ts";

/** Whoever takes a role that we built for a team has to say who they are: that is in the directory. */
const isBuiltByUs = (reference: RoleReference): boolean =>
  reference.by === "arn"
    ? reference.arn.includes(`:role${names.studioPath}`)
    : `/${reference.name.replace(/^\//, "")}`.startsWith(names.studioPath);

/** Settings are read only for what stands in them: names, and what the directory says. */
const wantsSettings = ({ role, chain, account, sourceIdentity, tags, furtherTags }: Asked): boolean =>
  [role, ...chain].some((one) => one !== undefined && (needsSettings(one) || isBuiltByUs(one))) ||
  (account !== undefined && !/^\d{12}$/.test(account)) ||
  sourceIdentity === true ||
  tags ||
  Object.keys(furtherTags).length > 0;

const partitionOf = (role: RoleReference | undefined): string | undefined =>
  role?.by === "arn" ? role.arn.split(":")[1] : undefined;

/** A lender of what was asked for. Throws BadInput. */
export const makeLender = async (
  asked: Asked,
  options: CommonOptions,
  io: Pick<Io, "cwd" | "env">,
): Promise<Lender> => {
  if (asked.mfa !== undefined || asked.samlAssertion !== undefined) {
    throw new BadInput("--mfa-serial, --saml-assertion: not yet; allowed: without");
  }
  let settings: Settings | undefined;
  if (wantsSettings(asked)) {
    settings = await (await import("../settings.ts")).loadSettings(options, io);
    refuseGuarded(asked.furtherTags, settings);
  }
  const policy = asked.sessionPolicy === undefined ? undefined : await readSessionPolicy(asked.sessionPolicy, io.cwd);
  const originals = await originalsOf(
    { profile: asked.profile, partition: partitionOf(asked.role) },
    originalEnvironment(io.env),
  );
  let found: Promise<Roles> | undefined;
  const roles = async (): Promise<Roles> => {
    const { findRoles } = await import("./find-roles.ts");
    found ??= findRoles({ asked, settings, policy, originals });
    return found;
  };
  return lenderOf(roles, originals, JSON.stringify([asked, policy, settings]));
};
