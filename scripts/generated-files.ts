import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { actionNamesFile, generateActionNames } from "./generate-action-names.ts";
import { actionsFile, generateActions } from "./generate-actions.ts";
import { actsFile, generateActs } from "./generate-acts.ts";
import { attributionPage, generateAttributionPage } from "./generate-attribution.ts";
import { cliPage, generateCliPage } from "./generate-cli.ts";
import { generateKindsPage, generateSettingsPage, kindsPage, settingsPage } from "./generate-docs.ts";
import { clientsDirectory, generateKinds, outputPath, readModel } from "./generate-kinds.ts";
import { generateListCommands, generateListInputs, listCommandsPath, listInputsPath } from "./generate-lists.ts";
import { generateNoticesPage, noticesPage } from "./generate-notices.ts";
import { rulePages } from "./generate-rules.ts";
import { generateSchema, schemaPath } from "./generate-schema.ts";

export const root = fileURLToPath(new URL("..", import.meta.url));

interface Generated {
  path: string;
  make(): string | Promise<string>;
}

/** botocore comes with the lab; without it the kinds table stays as it is. */
export const kindsTable: Generated[] = existsSync(`${clientsDirectory}/botocore`)
  ? [
      { path: outputPath.slice(root.length), make: () => generateKinds(readModel(clientsDirectory)) },
      { path: listInputsPath, make: () => generateListInputs(readModel(clientsDirectory)) },
    ]
  : [];

export const generated: readonly Generated[] = [
  ...kindsTable,
  { path: listCommandsPath, make: () => generateListCommands() },
  { path: actsFile, make: generateActs },
  { path: actionsFile, make: generateActions },
  { path: actionNamesFile, make: generateActionNames },
  { path: schemaPath, make: generateSchema },
  { path: settingsPage, make: generateSettingsPage },
  { path: kindsPage, make: generateKindsPage },
  { path: cliPage, make: generateCliPage },
  { path: attributionPage, make: generateAttributionPage },
  { path: noticesPage, make: generateNoticesPage },
  ...rulePages,
];

const current = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(`${root}${path}`, "utf8");
  } catch {
    return undefined;
  }
};

/** The generated files that differ from what their sources give. */
export const staleFiles = async (): Promise<string[]> => {
  const stale: string[] = [];
  for (const { path, make } of generated) if ((await current(path)) !== (await make())) stale.push(path);
  return stale;
};
