import { BadInput } from "#shared/model/errors.ts";
import { absent, type Borrowing, given, type Restoring, type Syntax } from "./change.ts";
import { handleName } from "./handle.ts";

/** PowerShell ends a text at any of ' ‘ ’ ‚ ‛: what stands between its quotes here is base64 and nothing else. */
const decoded = (text: string): string => {
  if (text.includes("\0")) throw new BadInput("a value with a NUL cannot be in a shell's environment");
  return `[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${Buffer.from(text).toString("base64")}'))`;
};

const exported = (name: string, value: string): string => `$env:${name} = ${decoded(value)}`;
const unset = (name: string): string => `Remove-Item -LiteralPath Env:${name} -ErrorAction SilentlyContinue`;

/** Who borrowed knows it by a variable of its own, which a PowerShell within it does not have. */
const mark = (id: string): string => `SagewardenEnv_${id}`;
const removed = ({ id, path }: { id: string; path: string }): string =>
  `if (Test-Path -LiteralPath Variable:${mark(id)}) { ${[
    `Remove-Item -LiteralPath (${decoded(path)}) -Force -ErrorAction SilentlyContinue`,
    `Remove-Item -LiteralPath Variable:${mark(id)} -ErrorAction SilentlyContinue`,
  ].join("; ")} }`;

/** A text that to every other shell has no end: it refuses the whole, and prints this line at most. */
const othersRefuse = '$null = "`""';

/** One block, on one line: it is parsed as a whole before any of it is carried out. */
const whole = (statements: readonly string[]): string => `${othersRefuse};\nif ($true) { ${statements.join("; ")} }`;

const borrow = ({ values, handle, repeated }: Borrowing): string =>
  whole([
    ...absent(values).map(unset),
    ...given(values).map(([name, value]) => exported(name, value)),
    exported(handleName, handle.text),
    ...(repeated ? [removed(repeated)] : []),
    `$global:${mark(handle.id)} = $true`,
  ]);

const restore = ({ values, handle }: Restoring): string =>
  whole([
    ...absent(values).map(unset),
    ...given(values).map(([name, value]) => exported(name, value)),
    ...[removed(handle), unset(handleName)],
  ]);

export const powershell: Syntax = { borrow, restore, failure: "$global:LASTEXITCODE = 1" };
