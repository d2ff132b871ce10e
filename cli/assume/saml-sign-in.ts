import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { type Assertion, chosen, readAssertion, type SamlRole } from "#shared/assume/assertion.ts";
import { accountOf, type RoleReference } from "#shared/assume/role-reference.ts";
import { parseArn } from "#shared/model/arn.ts";
import { BadInput } from "#shared/model/errors.ts";
import type { Settings } from "#shared/model/settings.ts";
import { quoted } from "#shared/settings/words.ts";
import type { Io } from "../verb.ts";
import { accountIn } from "./find-roles.ts";
import type { Asked } from "./options.ts";
import type { Originals } from "./originals.ts";

/** Signing in by an assertion: the first role of those asked for is one that it names. */
export interface SignedIn {
  asked: Asked;
  role: SamlRole;
  assertion: Assertion;
  originals: Originals;
}

const read = async (given: string, { cwd, stdin }: Pick<Io, "cwd" | "stdin">): Promise<string> => {
  try {
    return given === "-" ? await text(stdin) : await readFile(resolve(cwd, given), "utf8");
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : "it cannot be read";
    throw new BadInput(`--saml-assertion ${quoted(given)}: ${why}; allowed: a file, or - for stdin`, { cause: error });
  }
};

/** The first role is chosen from the assertion; the others are taken with its session. Throws BadInput. */
export const signInBySaml = async (
  asked: Asked,
  settings: Settings | undefined,
  originals: Originals,
  io: Pick<Io, "cwd" | "stdin">,
): Promise<SignedIn> => {
  const given = asked.samlAssertion ?? "";
  const assertion = readAssertion(await read(given, io), "--saml-assertion");
  const [jump, ...chain] = asked.chain;
  const option = jump === undefined ? "--role" : "--chain";
  const reference = jump ?? asked.role;
  const isAsked =
    reference && (await matcher(reference, option, jump === undefined ? asked.account : undefined, settings));
  const role = chosen(assertion, isAsked, option);
  const first: RoleReference = { by: "arn", arn: role.roleArn };
  return {
    asked: jump === undefined ? { ...asked, role: first } : { ...asked, chain: [first, ...chain] },
    ...{ role, assertion, originals: bearerOf(assertion, role, originals) },
  };
};

/** Whether an ARN of the assertion is what is meant by a name: in whichever account it is, and with or without its path. */
const matcher = async (
  reference: RoleReference,
  option: string,
  account: string | undefined,
  settings: Settings | undefined,
): Promise<(arn: string) => boolean> => {
  const id = account === undefined ? undefined : accountIn(account, settings);
  if (reference.by === "arn") return (arn) => arn === reference.arn && (id === undefined || id === accountOf(arn));
  const { findRole } = await import("#shared/assume/find-role.ts");
  const isNamed = (arn: string): boolean => {
    const { partition, account: of } = parseArn(arn) ?? { partition: "", account: "" };
    if (settings !== undefined && findRole(reference, option, settings, { partition, account: of }) === arn)
      return true;
    const isPlain = reference.by === "role" || reference.by === "name";
    return isPlain && `:role/${arn.split(":role/")[1]}`.match(/[^/:]+$/)?.[0] === reference.name.split("/").at(-1);
  };
  return (arn) => (id === undefined || id === accountOf(arn)) && isNamed(arn);
};

/** Whoever brings the assertion is the session that it asks for; what is kept for later is kept for this assertion only. */
const bearerOf = ({ base64, sessionName }: Assertion, { roleArn }: SamlRole, originals: Originals): Originals => {
  const { partition, account, resource } = parseArn(roleArn) ?? { partition: "aws", account: "", resource: "" };
  const arn = `arn:${partition}:sts::${account}:assumed-role/${resource.split("/").at(-1)}/${sessionName}`;
  const accessKeyId = createHash("sha256").update(base64).digest("hex").slice(0, 20);
  return {
    ...{ ...originals, found: undefined },
    keys: async () => ({ accessKeyId, secretAccessKey: base64 }),
    caller: async () => ({ account, arn, partition }),
  };
};
