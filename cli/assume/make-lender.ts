import { needsSettings, type RoleReference } from "#shared/assume/role-reference.ts";
import { refuseGuarded } from "#shared/assume/session-tags.ts";
import { BadInput } from "#shared/model/errors.ts";
import type { Settings } from "#shared/model/settings.ts";
import { names } from "#shared/names.ts";
import { quoted } from "#shared/settings/words.ts";
import { originalEnvironment } from "../env/former.ts";
import { refuseBorrowed } from "../exec/mark.ts";
import type { CommonOptions, Io } from "../verb.ts";
import { type Lender, lenderOf, type Roles } from "./lender.ts";
import type { Asked } from "./options.ts";
import { type Originals, originalsOf } from "./originals.ts";
import { withSecondFactor } from "./second-factor.ts";
import { readSessionPolicy } from "./session-policy.ts";

/** Whoever takes a role that we built for a team has to say who they are: that is in the directory. */
const isBuiltByUs = (reference: RoleReference): boolean =>
  reference.by === "arn"
    ? reference.arn.includes(`:role${names.studioPath}`)
    : `/${reference.name.replace(/^\//, "")}`.startsWith(names.studioPath);

/** Settings are read only for what stands in them: names, and what the directory says. */
export const wantsSettings = ({ role, chain, account, sourceIdentity, tags, furtherTags }: Asked): boolean =>
  [role, ...chain].some((one) => one !== undefined && (needsSettings(one) || isBuiltByUs(one))) ||
  (account !== undefined && !/^\d{12}$/.test(account)) ||
  sourceIdentity === true ||
  tags ||
  Object.keys(furtherTags).length > 0;

const partitionOf = (role: RoleReference | undefined): string | undefined =>
  role?.by === "arn" ? role.arn.split(":")[1] : undefined;

/** A lender of what was asked for. Throws BadInput. */
export const makeLender = async (asked: Asked, options: CommonOptions, io: Grounds): Promise<Lender> => {
  if (asked.samlAssertion === undefined) refuseBorrowed(asked.profile, io.env);
  let settings: Settings | undefined;
  if (wantsSettings(asked)) {
    settings = await readSettings(asked, options, io);
    refuseGuarded(asked.furtherTags, settings);
  }
  const policy = asked.sessionPolicy === undefined ? undefined : readSessionPolicy(asked.sessionPolicy, io.cwd);
  const source = { profile: asked.profile, partition: partitionOf(asked.role) };
  const originals = await originalsOf(source, originalEnvironment(io.env));
  const signedIn = await signIn(asked, settings, originals, io);
  let found: Promise<Roles> | undefined;
  const roles = async (): Promise<Roles> => {
    const { findRoles } = await import("./find-roles.ts");
    found ??= findRoles({ asked, originals, ...signedIn, settings, policy, signedIn: signedIn?.assertion });
    return found;
  };
  const { mfa, seconds, chain } = asked;
  return lenderOf(roles, signedIn?.originals ?? originals, {
    fingerprint: JSON.stringify([{ ...asked, mfa: mfa?.serial }, policy, settings]),
    source: mfa && withSecondFactor(mfa, chain.length === 0 ? seconds : undefined, originals),
    signIn: signedIn && { providerArn: signedIn.role.providerArn, assertion: signedIn.assertion.base64 },
  });
};

/** Whoever means a role of the account has no need of a file that is not there. */
const readSettings = async ({ role }: Asked, options: CommonOptions, io: Grounds): Promise<Settings> => {
  try {
    return await (await import("../settings.ts")).loadSettings(options, io);
  } catch (error) {
    const isMissing =
      error instanceof BadInput && (error.cause as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
    if (!isMissing || role?.by !== "name") throw error;
    const hint = `--role ${quoted(role.name)} may be a team's: role:NAME or an ARN needs no settings`;
    throw new BadInput(`${error.message}. ${hint}`, { cause: error });
  }
};

type Grounds = Pick<Io, "cwd" | "env" | "stdin">;

const signIn = async (asked: Asked, settings: Settings | undefined, originals: Originals, io: Grounds) => {
  if (asked.samlAssertion === undefined) return undefined;
  return (await import("./saml-sign-in.ts")).signInBySaml(asked, settings, originals, io);
};
