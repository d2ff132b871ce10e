import { Document, isMap, isScalar } from "yaml";
import { meanings } from "#shared/settings/meanings.ts";
import type { Proposal, ProposedPerson } from "./proposal.ts";

/** One line of a comment: names come from the account, and a line break would end the comment. */
const comment = (text: string): string => ` ${text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").slice(0, 300)}`;

const lines = (texts: readonly string[]): string => texts.map(comment).join("\n");

const person = ({ team, iamUser }: ProposedPerson) => ({ team, ...(iamUser === undefined ? {} : { iamUser }) });

/** A comment above each entry of a map, by its key. */
const annotate = (document: Document, map: string, from: ReadonlyMap<string, string>): void => {
  const node = document.get(map);
  if (!isMap(node)) return;
  for (const { key } of node.items) {
    const seen = isScalar(key) ? from.get(String(key.value)) : undefined;
    if (isScalar(key) && seen !== undefined) key.commentBefore = comment(`from ${seen}`);
  }
};

const fromOf = (entries: readonly { id: string; from: string }[]): Map<string, string> =>
  new Map(entries.map(({ id, from }) => [id, from]));

/** What a person has to decide: shown, not set. */
const suggestions = ({ provisioners, vendors, notes }: Proposal): string[] => [
  ...(provisioners.length === 0
    ? []
    : [
        "",
        "Roles that create SageMaker resources. One that deploys for others (and so writes other people's tags) belongs here:",
        "provisioners:",
        ...provisioners.map(({ arn, creations }) => `  - ${JSON.stringify(arn)}   # ${creations} seen`),
      ]),
  ...(vendors.length === 0
    ? []
    : [
        "",
        "Roles that other accounts may assume. Each is somebody's: name the vendor, or set organization.accounts.",
        "vendors:",
        ...vendors.flatMap(({ role, accounts }, index) => [
          `  vendor-${index + 1}: { accounts: ${JSON.stringify(accounts)} }   # trusted by ${role}`,
        ]),
      ]),
  ...(notes.length === 0 ? [] : ["", "Seen, but not clear enough to propose:", ...notes.map((note) => `- ${note}`)]),
  "",
  "Everything else has a default: docs/settings.md.",
];

/** `sagewarden.yaml` to start from. Whatever the names in the account are, it is valid. */
export const settingsText = (proposal: Proposal): string => {
  const document = new Document({
    mode: "observe",
    region: proposal.region,
    tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
    teams: Object.fromEntries(proposal.teams.map(({ id }) => [id, {}])),
    people: Object.fromEntries(proposal.people.map((one) => [one.id, person(one)])),
  });
  for (const { key } of isMap(document.contents) ? document.contents.items : []) {
    if (isScalar(key)) key.commentBefore = comment(meanings[String(key.value)] ?? "");
  }
  annotate(document, "teams", fromOf(proposal.teams));
  annotate(document, "people", fromOf(proposal.people));
  document.comment = lines(suggestions(proposal));
  return document.toString({ lineWidth: 0 });
};
