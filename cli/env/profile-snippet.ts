import { lastPart } from "#shared/model/arn.ts";
import { BadInput } from "#shared/model/errors.ts";
import { quoted } from "#shared/settings/words.ts";

/** A profile of `~/.aws/config` whose credentials a command gives. */
export interface Snippet {
  name: string;
  command: readonly string[];
  region: string;
}

const plain = /^[\w@%+=:,./-]+$/;

/**
 * One word of a command, as `sh -c` (most SDKs) and Python's shlex (boto3) both read it. Before that the file's readers cut a line
 * where whitespace is followed by # or ;, also between quotes.
 */
const posixWord = (word: string): string =>
  plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`).replaceAll(/(\s)(?=[#;])/g, "$1''")}'`;

const windowsWord = (word: string): string => {
  if (/["%!^&|<>]/.test(word)) throw new BadInput(`${quoted(word)}: cmd.exe would read more than a word in it`);
  return plain.test(word.replaceAll("\\", "/")) ? word : `"${word}"`;
};

export const commandLine = (words: readonly string[], platform: string): string => {
  const unfit = words.find((word) => /\p{Cc}/u.test(word));
  if (unfit !== undefined) throw new BadInput(`${quoted(unfit)}: a profile is a line, which cannot hold this`);
  return words.map(platform === "win32" ? windowsWord : posixWord).join(" ");
};

/** Letters that all SDKs take in a profile's name. */
const profileName = /^[\w@+.%:/-]{1,64}$/;

export const checkedProfileName = (name: string, source: string | undefined): string => {
  if (!profileName.test(name) || name === "default") {
    throw new BadInput(`--print-profile: ${quoted(name)}; allowed: letters, digits and _@+.%:/-, and not default`);
  }
  if (name === source) throw new BadInput(`--print-profile: ${quoted(name)} would ask itself; allowed: another name`);
  return name;
};

/** The role's name, with what profiles cannot have replaced. */
export const profileNameOf = (roleArn: string): string =>
  lastPart(roleArn)
    .replaceAll(/[^\w@+.%:/-]/g, "-")
    .slice(0, 64);

export const snippetText = ({ name, command, region }: Snippet, platform: string): string => {
  if (!/^[\w-]{1,64}$/.test(region))
    throw new BadInput(`region: ${quoted(region)} is none; allowed: letters, digits and -`);
  return [`[profile ${name}]`, `credential_process = ${commandLine(command, platform)}`, `region = ${region}`].join(
    "\n",
  );
};
