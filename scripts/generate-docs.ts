import { settingsSchema } from "../shared/model/settings.ts";
import { keepsData, undos, unstoppable } from "../shared/sagemaker/act-decisions.ts";
import type { Kind } from "../shared/sagemaker/kind.ts";
import { decisions, kinds } from "../shared/sagemaker/kinds.ts";
import { meanings } from "../shared/settings/meanings.ts";
import { type SettingRow, settingRows } from "./settings-rows.ts";

export const settingsPage = "docs/settings.md";
export const kindsPage = "docs/kinds.md";

/** A page that says where it comes from. */
export const page = (title: string, source: string, lines: readonly string[]): string =>
  [`# ${title}`, "", `<!-- Generated from ${source} by scripts/generate.ts. Do not edit. -->`, "", ...lines, ""].join(
    "\n",
  );

export const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ").replaceAll("*", "\\*");

/** A Markdown table. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  `| ${head.join(" | ")} |`,
  `|${" --- |".repeat(head.length)}`,
  ...rows.map((row) => `| ${row.join(" | ")} |`),
];

const settingCells = ({ path, allowed, required, fallback }: SettingRow): string[] => [
  `\`${path}\``,
  cell(meanings[path] ?? ""),
  cell(allowed),
  required ? "required" : fallback === undefined ? "" : `\`${fallback}\``,
];

/** `docs/settings.md`. */
export const generateSettingsPage = (): string =>
  page("Settings: `sagewarden.yaml`", "shared/model/settings.ts and shared/settings/meanings.ts", [
    "`--config FILE`, else `SAGEWARDEN_CONFIG`, else `sagewarden.yaml` in the current folder. An unknown key is an error. `*` stands for a name of",
    "your own, `[]` for an item of a list. A key that is required inside an optional map is required only where the map is given.",
    "",
    "For completion in an editor, begin the file with",
    "`# yaml-language-server: $schema=docs/sagewarden.schema.json`.",
    "",
    ...table(["key", "meaning", "allowed", "default"], settingRows(settingsSchema).map(settingCells)),
  ]);

/** `docs/kinds.md`. */
export const generateKindsPage = (): string =>
  page("Kinds: what gets its owner's tags", "shared/sagemaker/kinds.ts", [
    `The ${kinds.length} SageMaker operations that take \`Tags\` when they make something, from the service model. The ARN is the answer's where it has one;`,
    "a template says how it is made from the request where the answer lacks it; *answer only* is an id that the service chooses. *Other tags*: when the new",
    "resource may carry tags that its record does not show, so that it is read before it is written.",
    "",
    ...table(
      [
        "operation",
        "kind",
        "ARN after the account",
        "other tags",
        "tags decide access",
        "AddTags",
        "decided by hand, because",
      ],
      kinds.map((kind) => [
        kind.create,
        kind.kind,
        kind.template === null ? `${kind.type}/… (answer only)` : `\`${kind.template.replaceAll("|", "\\|")}\``,
        kind.propagation,
        kind.grantsAccess ? "yes" : "",
        kind.addTags,
        cell(decisions[kind.create]?.reason ?? ""),
      ]),
    ),
    "",
    "## What can be stopped and deleted",
    "",
    "What `unowned.action` can do to a kind. Where deleting loses data, `unowned.allowDataLoss` has to name the kind. *Undo* is the call that takes a stop",
    "back; nothing takes a deletion back.",
    "",
    ...table(["kind", "stop", "undo", "delete", "deleting loses data"], actRows()),
  ]);

const actRows = (): string[][] =>
  kinds
    .filter((kind) => kind.stoppable || kind.deletable)
    .filter(({ kind }, index, all) => all.findIndex((row) => row.kind === kind) === index)
    .map((kind) => [kind.kind, ...stopCells(kind), ...deleteCells(kind)]);

const stopCells = ({ kind, stoppable, undo }: Kind): string[] => {
  if (!stoppable) return ["", ""];
  const hindered = unstoppable[kind];
  return hindered ? [cell(`no: ${hindered}`), ""] : ["yes", cell(`${undo ?? "none"}: ${undos[kind]?.reason}`)];
};

const deleteCells = ({ kind, deletable, losesData }: Kind): string[] =>
  deletable ? ["yes", losesData ? "yes" : cell(`no: ${keepsData[kind]}`)] : ["", ""];
