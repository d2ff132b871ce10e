import { plainText } from "#shared/notify/plain-text.ts";
import { statementPlace } from "#shared/policy/statement-name.ts";
import { textTable } from "../../text-table.ts";
import type { Answer } from "./answer.ts";

const because: Readonly<Record<Answer["decision"], string>> = {
  allowed: "allowed",
  explicitDeny: "denied by a statement",
  implicitDeny: "denied, because not every layer allows it",
  ambiguous: "not known: AWS does not say how it decides this",
};

/** For people. Values come from policies and tags of somebody's. */
export const asText = (answer: Answer): string =>
  [
    ...[`${answer.action}: ${because[answer.decision]}`, ...by(answer.statement), ""],
    ...[
      `who       ${answer.who.arn}${tagged(answer.who.tags)}`,
      `resource  ${answer.resource.arn}${tagged(answer.resource.tags)}`,
    ],
    `with      ${pairs(answer.context)}`,
    ...["", ...layers(answer).split("\n")],
    ...answer.nearest.flatMap(nearest),
    ...(answer.notes.length > 0 ? [""] : []),
    ...answer.notes.map((note) => `note: ${note}`),
  ]
    .map((line) => plainText(line, 2_000))
    .join("\n");

type Statement = NonNullable<Answer["statement"]>;

const by = (statement: Answer["statement"]): readonly string[] =>
  statement === null ? [] : [`by ${statementPlace(statement)}: ${short(statement)}`];

const short = ({ text }: Statement): string => (text.length > 400 ? `${text.slice(0, 400)}…` : text);

const pairs = (values: Answer["context"]): string =>
  Object.entries(values)
    .map(([key, value]) => `${key}=${[value].flat().join("|")}`)
    .join(", ");

const tagged = (tags: Answer["who"]["tags"]): string => {
  const text = pairs(tags);
  return text === "" ? ", without tags" : `, tagged ${text}`;
};

const layers = ({ layers: all }: Answer): string =>
  textTable(
    ["layer", "says", "statement"],
    all.map(({ layer, says, statement }) => [
      layer,
      says,
      statement === null ? "" : plainText(statementPlace(statement), 200),
    ]),
    { left: true },
  );

const nearest = ({ layer, statement, unmet }: Answer["nearest"][number]): readonly string[] => [
  "",
  `${layer}: nearest is ${statementPlace(statement)}: ${short(statement)}`,
  ...unmet.map(({ part, key, wanted, got, unsure }) => {
    const what = key === null ? part : `${part} ${key}`;
    return `  ${what}: wants ${few(wanted)}; ${got === null ? "none is given" : `got ${few(got)}`}${unsure ? " (not known to fit)" : ""}`;
  }),
];

const few = (values: readonly string[]): string =>
  values.length > 5 ? `${values.slice(0, 5).join(" or ")} or … (${values.length})` : values.join(" or ");
