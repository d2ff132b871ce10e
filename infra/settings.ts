import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { BadInput } from "../shared/model/errors.ts";
import type { Settings } from "../shared/model/settings.ts";
import { parseSettings } from "../shared/settings/parse.ts";
import { readMetadata } from "../shared/vend/saml-metadata.ts";

const usual = fileURLToPath(new URL("../sagewarden.yaml", import.meta.url));

/** `-c config=FILE`, else SAGEWARDEN_CONFIG, else the checkout's sagewarden.yaml. */
export const settingsFile = (config: unknown, environment = process.env.SAGEWARDEN_CONFIG): string =>
  typeof config === "string" && config !== "" ? config : environment || usual;

/** The settings to deploy. Throws BadInput. */
export const readSettings = (config: unknown, environment = process.env.SAGEWARDEN_CONFIG): Settings => {
  const file = settingsFile(config, environment);
  return parseSettings(readText(file, "name the settings with -c config=FILE or SAGEWARDEN_CONFIG"), file, {
    toDeploy: true,
  });
};

/** The same settings with another address for Slack's Web API: the local account has a Slack of its own. */
export const withSlackApi = (settings: Settings, apiUrl: unknown): Settings => {
  const { slack } = settings.notices;
  if (!slack || typeof apiUrl !== "string" || apiUrl === "") return settings;
  return { ...settings, notices: { ...settings.notices, slack: { ...slack, apiUrl } } };
};

/** The same settings with the identity provider's metadata in place of its file's name: the function reads no file but its settings. */
export const withMetadata = (settings: Settings, folder: string): Settings => {
  const { broker } = settings;
  if (broker?.saml === undefined) return settings;
  const metadata = readText(resolve(folder, broker.saml.metadata), "broker.saml.metadata names it");
  readMetadata(metadata);
  return { ...settings, broker: { ...broker, saml: { ...broker.saml, metadata } } };
};

const readText = (file: string, hint: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new BadInput(`${file}: cannot be read; ${hint}: ${(error as Error).message}`, { cause: error });
  }
};
