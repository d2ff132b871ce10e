/**
 * A connection's name as the Sid of its session policy: CloudTrail keeps the policy of each AssumeRole, and so which connection
 * a session is of. A Sid has letters and digits only.
 */
const start = "SagewardenConnection";

/** `x` begins a code, so that each Sid is of one name. */
export const sidOf = (connection: string): string =>
  `${start}${connection.replaceAll(/[^A-Za-wyz0-9]/g, (character) => `x${hexOf(character)}`)}`;

const hexOf = (character: string): string => character.charCodeAt(0).toString(16).padStart(2, "0");

/** The connection of a Sid, or undefined: it may be of a policy that somebody else wrote. */
export const connectionOfSid = (sid: string): string | undefined => {
  const name = new RegExp(`^${start}((?:[A-Za-wyz0-9]|x[0-9a-f]{2})+)$`).exec(sid)?.[1];
  if (name === undefined) return undefined;
  const read = name.replaceAll(/x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return sidOf(read) === sid ? read : undefined;
};
