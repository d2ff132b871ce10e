import { BadInput } from "#shared/model/errors.ts";
import type { Settings } from "#shared/model/settings.ts";
import { addFailOn, isGrave } from "../fail-on.ts";
import { type Attribute, type Judged, judge } from "../replay/judge.ts";
import { jsonLine, table, totals } from "../replay/lines.ts";
import { collectTimeline } from "../replay/timeline.ts";
import { loadSettings } from "../settings.ts";
import { readTrailFiles } from "../trail-files.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";

export interface ReplayParts {
  attribute: Attribute;
  settings: Settings;
}

interface ReplayOptions extends CommonOptions {
  failOn?: unknown;
}

/**
 * The pipeline over CloudTrail files. Nothing is written and nothing is asked of AWS. Exit 1: a file was damaged, or a
 * finding is as grave as `--fail-on` says.
 */
export const replay = async (
  files: readonly string[],
  { json, failOn }: ReplayOptions,
  io: Io,
  { attribute, settings }: ReplayParts,
): Promise<number> => {
  const timeline = await collectTimeline(readTrailFiles(files, io), io.err);
  const judged: Judged[] = [];
  for await (const one of judge(timeline, settings, attribute)) {
    if (json) io.out(jsonLine(one));
    judged.push(one);
  }
  if (!json && judged.length > 0) io.out(table(judged));
  io.err(totals(judged, timeline.records));
  return timeline.isDamaged || judged.some(({ decision }) => isGrave(decision.findings, failOn)) ? 1 : 0;
};

export const verb: Verb = {
  name: "replay",
  summary: "judges the creations in CloudTrail files, offline; nothing is written",
  configure: (command) => {
    command.argument("<file...>", "CloudTrail files: .json, .json.gz, JSON lines, EventBridge events; - is stdin");
    addFailOn(command);
  },
  run: async (files, options, io) => {
    if (files.length === 0)
      throw new BadInput("replay: no file named; allowed: one or more CloudTrail files, or - for stdin");
    const settings = await loadSettings(options, io);
    const { attribute } = await import("#shared/attribute/index.ts");
    return replay(files, options, io, { attribute, settings });
  },
};
