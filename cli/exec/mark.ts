import { BadInput } from "#shared/model/errors.ts";
import { quoted } from "#shared/settings/words.ts";

/** Whose value is the name of the role that a command has. No secret. */
export const markName = "SAGEWARDEN_EXEC";

/** What `exec` gave a command is nobody's originals. Throws BadInput. */
export const refuseBorrowed = (
  profile: unknown,
  { [markName]: role }: Readonly<Record<string, string | undefined>>,
): void => {
  if (!role || profile !== undefined) return;
  throw new BadInput(
    `${markName}: this runs in a command of \`exec\` with ${quoted(role)}, and borrowed credentials take no further role; allowed: --profile, or outside of it`,
  );
};
