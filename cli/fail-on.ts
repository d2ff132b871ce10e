import { type Command, Option } from "commander";
import { type Severity, severities } from "#shared/model/finding.ts";

/** Adds `--fail-on LEVEL` to a verb that shows findings. Without it, and without `usual`, findings do not change the exit code. */
export const addFailOn = (command: Command, usual?: Severity): void => {
  const option = new Option(
    "--fail-on <level>",
    "exits with 1 when there is a finding of this severity or a graver one",
  );
  if (usual !== undefined) option.default(usual);
  command.addOption(option.choices([...severities]));
};

/** Whether one of the findings is as grave as `level`, which `--fail-on` gave, or graver. */
export const isGrave = (findings: readonly { severity: Severity }[], level: unknown): boolean => {
  const lowest = severities.indexOf(level as Severity);
  return lowest >= 0 && findings.some(({ severity }) => severities.indexOf(severity) >= lowest);
};
