import { plainText } from "../../notify/plain-text.ts";
import type { Proposal } from "./propose.ts";
import type { Row } from "./rows.ts";

/** The proposal as YAML for `sagewarden.yaml`: what is open stands as a comment, what is guessed says so. */
export const proposalText = ({ vendor, rows, unknown }: Proposal, head: readonly string[]): string =>
  [
    ...head.map(comment),
    "vendors:",
    `  ${JSON.stringify(vendor)}:`,
    ...rows.map(line),
    ...(unknown.length > 0 ? ["# Not known:", ...unknown.map((sentence) => comment(`- ${sentence}`))] : []),
    "",
  ].join("\n");

/** Names of others stand in it: a comment must not end early. */
const comment = (text: string): string => `# ${plainText(text, 600)}`;

const line = ({ key, value, basis, why }: Row): string => {
  const entry = `${key}: ${JSON.stringify(value)}`;
  const note = plainText(basis === "guessed" ? `guessed: ${why}` : why, 600);
  return basis === "open" ? `    # ${plainText(entry, 2_000)} # to be said: ${note}` : `    ${entry} # ${note}`;
};
