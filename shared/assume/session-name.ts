import { BadInput } from "../model/errors.ts";
import { quoted } from "../settings/words.ts";

const form = /^[\w+=,.@-]{2,64}$/;
const allowed = "2 to 64 of letters, digits and _+=,.@-";

/** A session's name or a source identity, as STS takes them. Throws BadInput. */
export const checkedName = (text: string, place: string): string => {
  if (form.test(text)) return text;
  throw new BadInput(`${place}: ${quoted(text)}; allowed: ${allowed}`);
};

/** Whatever AWS calls somebody, as a session's name. */
export const asSessionName = (name: string): string => {
  const safe = name.replaceAll(/[^\w+=,.@-]/g, "-").slice(0, 64);
  return safe.length < 2 ? `sagewarden-${safe}` : safe;
};

/** The user's name, or the session's. */
export const nameInArn = (arn: string): string => arn.split(":").slice(5).join(":").split("/").at(-1) ?? "";
