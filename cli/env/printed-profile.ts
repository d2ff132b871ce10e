import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { BadInput } from "#shared/model/errors.ts";
import { profileIn } from "../assume/aws-files.ts";
import type { Lender } from "../assume/lender.ts";
import { wantsSettings } from "../assume/make-lender.ts";
import type { Asked } from "../assume/options.ts";
import { settingsFile } from "../settings.ts";
import type { CommonOptions, Io } from "../verb.ts";
import { originalEnvironment } from "./former.ts";
import { checkedProfileName, profileNameOf, snippetText } from "./profile-snippet.ts";

const command = fileURLToPath(new URL("../start.mjs", import.meta.url));

type Value = string | number | undefined;

const option = (name: string, value: Value): string[] => (value === undefined ? [] : [name, String(value)]);

/** Throws BadInput. */
export const refuseUsedOnce = ({ samlAssertion, mfa }: Asked): void => {
  if (samlAssertion !== undefined)
    throw new BadInput("--saml-assertion: an assertion is used once, a profile again and again");
  if (mfa?.code !== undefined) throw new BadInput("--mfa-code: a code is used once, a profile again and again");
};

/** A file's path as it is found from every folder. */
const policyOf = ({ sessionPolicy }: Asked, cwd: string): Value =>
  sessionPolicy === undefined || sessionPolicy.trimStart().startsWith("{")
    ? sessionPolicy
    : resolve(cwd, sessionPolicy);

/** The settings, where they will be read: a profile is used in other folders than this one. */
const configOf = (options: CommonOptions, io: Pick<Io, "cwd" | "env">): Value =>
  resolve(io.cwd, settingsFile(options, io).file);

/** Where the environment has keys they are the source, and the profile has to be used where they are. */
const sourceOf = ({ profile }: Asked, env: Io["env"]): { profile: Value; isEnvironment: boolean } => {
  const originals = originalEnvironment(env);
  if (profile !== undefined) return { profile, isEnvironment: false };
  if (originals.AWS_ACCESS_KEY_ID && originals.AWS_SECRET_ACCESS_KEY)
    return { profile: undefined, isEnvironment: true };
  return { profile: profileIn(originals)?.name, isEnvironment: false };
};

const byArn = ({ roleArn }: { roleArn: string }) => ({ by: "arn", arn: roleArn }) as const;

/** The words by which `credential-process` lends what was asked for, with everything found that costs a call to find. */
const wordsOf = async (asked: Asked, lender: Lender, options: CommonOptions, io: Pick<Io, "cwd" | "env">) => {
  const roles = await lender.roles();
  const { roleArn, sessionName, sourceIdentity } = roles[roles.length - 1] as (typeof roles)[0];
  const [chain, role] = [roles.slice(0, -1).map(byArn), byArn({ roleArn })];
  const readsSettings = wantsSettings({ ...asked, role, chain, account: undefined, sourceIdentity });
  return [
    ...[process.execPath, command, "credential-process", "--role", roleArn, "--session-name", sessionName],
    ...roles.slice(0, -1).flatMap((role) => option("--chain", role.roleArn)),
    ...option("--profile", sourceOf(asked, io.env).profile),
    ...option("--mfa-serial", asked.mfa?.serial),
    ...option("--external-id", asked.externalId),
    ...option("--duration", asked.seconds),
    ...option("--source-identity", sourceIdentity),
    ...option("--session-policy", policyOf(asked, io.cwd)),
    ...(asked.tags ? ["--tags"] : []),
    ...Object.entries(asked.furtherTags).flatMap(([key, value]) => option("--tag", `${key}=${value}`)),
    ...option("--config", readsSettings ? configOf(options, io) : undefined),
  ];
};

/** The snippet for `~/.aws/config`, and what is to be known about it. `name`: true where none was given. */
export const printedProfile = async (
  name: string | true,
  { asked, lender, options }: { asked: Asked; lender: Lender; options: CommonOptions },
  io: Pick<Io, "cwd" | "env">,
): Promise<{ text: string; warning: string | undefined }> => {
  const source = sourceOf(asked, io.env);
  const words = await wordsOf(asked, lender, options, io);
  const shown = name === true ? profileNameOf(words[4] ?? "") : name;
  const checked = checkedProfileName(shown, source.profile === undefined ? undefined : String(source.profile));
  return {
    text: snippetText({ name: checked, command: words, region: lender.originals.region }, process.platform),
    warning: source.isEnvironment
      ? "it takes the keys of the environment that it is used in; with --profile it has a source of its own"
      : undefined,
  };
};
