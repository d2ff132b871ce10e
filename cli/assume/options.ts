import type { Command } from "commander";
import { readDuration } from "#shared/assume/duration.ts";
import { type RoleReference, readRole } from "#shared/assume/role-reference.ts";
import { checkedName } from "#shared/assume/session-name.ts";
import { readTags } from "#shared/assume/session-tags.ts";
import { BadInput } from "#shared/model/errors.ts";
import type { Tags } from "#shared/model/tags.ts";
import { quoted } from "#shared/settings/words.ts";
import { optionName } from "../option-name.ts";

/** What somebody asked for by the options of `addAssumeOptions`, checked as far as it can be without the settings and without AWS. */
export interface Asked {
  /** Absent: the only one that the assertion names. */
  role: RoleReference | undefined;
  /** Taken before, in this order. */
  chain: readonly RoleReference[];
  /** A name of the settings' `accounts`, or 12 digits. */
  account: string | undefined;
  profile: string | undefined;
  mfa: { serial: string; code: string | undefined } | undefined;
  externalId: string | undefined;
  seconds: number | undefined;
  sessionName: string | undefined;
  /** `true`: who we are. */
  sourceIdentity: string | true | undefined;
  /** A file, or the policy itself. */
  sessionPolicy: string | undefined;
  /** A file, or `-`. */
  samlAssertion: string | undefined;
  /** The directory's: team and person. */
  tags: boolean;
  furtherTags: Tags;
}

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** With whose credentials, and what else proves who it is. */
export const addSourceOptions = (command: Command): Command =>
  command
    .option("--profile <profile>", "whose credentials take the role, else those of the environment")
    .option("--mfa-serial <serial>", "the second factor: its ARN or serial number; the terminal asks for the code")
    .option("--mfa-code <code>", "its six digits, so that nobody is asked");

/** The options of every verb that lends a role. */
export const addAssumeOptions = (command: Command): Command =>
  addSourceOptions(
    command
      .option("--role <role>", "an ARN, a team, a vendor, or a role's name; team:, vendor: and role: say which")
      .option(
        "--account <account>",
        "where a role is that is named: a name of the settings, or 12 digits; else one's own",
      )
      .option("--chain <role>", "a role to take before, with which the next is taken; repeatable", collect),
  )
    .option("--saml-assertion <file>", "sign in by this SAML response, XML or base64; - is stdin")
    .option("--external-id <id>", "what the role's trust wants")
    .option("--duration <duration>", "such as PT1H, or seconds: 15 minutes to 12 hours, an hour after another role")
    .option("--session-name <name>", "what CloudTrail shows, else who you are")
    .option("--source-identity [id]", "who is behind it for good, without a value who you are")
    .option("--session-policy <policy>", "narrows what the role may do: a file, or the JSON itself")
    .option("--tags", "session tags: team and studiouserid, as the directory has them")
    .option("--tag <key=value>", "a further session tag, none that is guarded; repeatable", collect);

type Options = Readonly<Record<string, unknown>>;

const textOf = (options: Options, name: string): string | undefined => {
  const value = options[name];
  if (value === undefined) return undefined;
  if (typeof value === "string" && value !== "") return value;
  throw new BadInput(`${optionName(name)}: nothing is given`);
};

const listOf = (options: Options, name: string): readonly string[] => (options[name] as string[] | undefined) ?? [];

const matching = (text: string | undefined, place: string, form: RegExp, allowed: string): string | undefined => {
  if (text === undefined || form.test(text)) return text;
  throw new BadInput(`${place}: ${quoted(text)}; allowed: ${allowed}`);
};

/** Throws BadInput. */
export const mfaOf = (options: Options): Asked["mfa"] => {
  const serial = matching(
    ...([textOf(options, "mfaSerial"), "--mfa-serial", /^[\w+=/:,.@-]{9,256}$/, "an ARN or a serial number"] as const),
  );
  const given = options.mfaCode as string | undefined;
  if (given !== undefined && !/^\d{6}$/.test(given))
    throw new BadInput("--mfa-code: it is not six digits; allowed: six digits");
  if (serial !== undefined) return { serial, code: given };
  if (given !== undefined) throw new BadInput("--mfa-code: of which device? allowed: with --mfa-serial");
  return undefined;
};

const sourceIdentityOf = ({ sourceIdentity }: Options): Asked["sourceIdentity"] => {
  if (sourceIdentity === undefined || sourceIdentity === true) return sourceIdentity;
  return checkedName(String(sourceIdentity), "--source-identity");
};

/** What the assertion says of the session that it is good for, no option does. */
const saidByAssertion = (asked: Asked): string | undefined => {
  const { externalId, sessionName, sourceIdentity, tags, furtherTags, mfa, profile } = asked;
  const first = { "--external-id": externalId, "--session-name": sessionName, "--source-identity": sourceIdentity };
  const given = { ...first, "--tags": tags || undefined, "--tag": Object.keys(furtherTags)[0] };
  const never = { "--mfa-serial": mfa, "--profile": profile };
  const refused = { ...(asked.chain.length === 0 && given), ...never };
  return Object.entries(refused).find(([, value]) => value !== undefined)?.[0];
};

const refuseMixed = (asked: Asked): Asked => {
  if (asked.role === undefined && (asked.samlAssertion === undefined || asked.chain.length > 0)) {
    throw new BadInput(
      "--role: nothing is given; allowed: an ARN, a team, a vendor or a role's name (none is needed with --saml-assertion without --chain)",
    );
  }
  const said = asked.samlAssertion === undefined ? undefined : saidByAssertion(asked);
  if (said !== undefined)
    throw new BadInput(`${said}: not with --saml-assertion; allowed: the identity provider says it`);
  if (asked.chain.length > 0 && (asked.seconds ?? 0) > 3_600) {
    throw new BadInput(
      "--duration: AWS gives a role that is taken with another an hour; allowed: at most PT1H with --chain",
    );
  }
  return asked;
};

/** Throws BadInput. */
export const readAsked = (options: Options): Asked => {
  const role = textOf(options, "role");
  const [duration, sessionName] = [textOf(options, "duration"), textOf(options, "sessionName")];
  const externalId = [textOf(options, "externalId"), "--external-id", /^[\w+=,.@:/-]{2,1224}$/] as const;
  const account = [
    textOf(options, "account"),
    "--account",
    /^[\w.-]{1,64}$/,
    "a name of the settings, or 12 digits",
  ] as const;
  return refuseMixed({
    role: role === undefined ? undefined : readRole(role, "--role"),
    chain: listOf(options, "chain").map((text) => readRole(text, "--chain")),
    account: matching(...account),
    profile: textOf(options, "profile"),
    mfa: mfaOf(options),
    externalId: matching(...externalId, "2 to 1224 of letters, digits and _+=,.@:/-"),
    seconds: duration === undefined ? undefined : readDuration(duration, "--duration"),
    sessionName: sessionName === undefined ? undefined : checkedName(sessionName, "--session-name"),
    sourceIdentity: sourceIdentityOf(options),
    sessionPolicy: textOf(options, "sessionPolicy"),
    samlAssertion: textOf(options, "samlAssertion"),
    tags: options.tags === true,
    furtherTags: readTags(listOf(options, "tag")),
  });
};
