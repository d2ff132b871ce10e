import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { BadInput } from "../shared/model/errors.ts";
import type { Settings } from "../shared/model/settings.ts";
import { parseSettings } from "../shared/settings/parse.ts";

const usual = fileURLToPath(new URL("../sagewarden.yaml", import.meta.url));

/** `-c config=FILE`, else SAGEWARDEN_CONFIG, else the checkout's sagewarden.yaml. */
export const settingsFile = (config: unknown, environment = process.env.SAGEWARDEN_CONFIG): string =>
  typeof config === "string" && config !== "" ? config : environment || usual;

/** The settings to deploy. Throws BadInput. */
export const readSettings = (config: unknown, environment = process.env.SAGEWARDEN_CONFIG): Settings => {
  const file = settingsFile(config, environment);
  return parseSettings(readText(file), file, { toDeploy: true });
};

/** The same settings with another address for Slack's Web API: the local account has a Slack of its own. */
export const withSlackApi = (settings: Settings, apiUrl: unknown): Settings => {
  const { slack } = settings.notices;
  if (!slack || typeof apiUrl !== "string" || apiUrl === "") return settings;
  return { ...settings, notices: { ...settings.notices, slack: { ...slack, apiUrl } } };
};

const readText = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new BadInput(
      `${file}: cannot be read; name the settings with -c config=FILE or SAGEWARDEN_CONFIG: ${(error as Error).message}`,
      { cause: error },
    );
  }
};
