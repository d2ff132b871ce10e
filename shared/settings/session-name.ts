import { quoted } from "./words.ts";

/** The longest pattern, and how many parts of it may repeat without an end: matching stays fast on any session name (at most 64). */
const maxLength = 128;
const maxRepeats = 3;

/** What is wrong with a vendor's `roleSessionName`, or undefined. Only patterns that cannot backtrack without end are taken. */
export const sessionNameProblem = (pattern: string): string | undefined => {
  const say = (why: string, allowed: string) => `${quoted(pattern)} ${why}; allowed: ${allowed}`;
  if (pattern === "" || pattern.length > maxLength) {
    return say(`has ${pattern.length} characters`, `1 to ${maxLength}`);
  }
  try {
    new RegExp(pattern, "u");
  } catch (error) {
    return say("is no regular expression", (error as Error).message);
  }
  const plain = pattern.replace(/\\[^1-9k]/g, "x").replace(/\[[^\]]*\]/g, "x");
  if (/\)\s*[*+{]/.test(plain)) return say("repeats a group", "repeat single characters and [sets] only");
  if (/\\[1-9k]|\(\?[=!<]/.test(plain)) return say("looks back or ahead", "no references and no lookarounds");
  const repeats = plain.match(/[*+]|\{\d+,\}/g)?.length ?? 0;
  return repeats > maxRepeats ? say(`has ${repeats} open repetitions`, `at most ${maxRepeats}`) : undefined;
};
