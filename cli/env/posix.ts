import { BadInput } from "#shared/model/errors.ts";
import { absent, allKept, type Borrowing, given, keptIn, type Restoring, type Syntax } from "./change.ts";
import { type FormerName, formerNames } from "./former.ts";
import { handleName } from "./handle.ts";

/** Between single quotes nothing has a meaning but the next single quote. */
export const posixQuoted = (text: string): string => {
  if (text.includes("\0")) throw new BadInput("a value with a NUL cannot be in a shell's environment");
  return `'${text.replaceAll("'", `'\\''`)}'`;
};

const exported = (name: string, value: string): string => `\\export ${name}=${posixQuoted(value)}`;
const isOurs = (id: string): string => `[ "\${__sagewarden_id-}" = '${id}' ]`;
const keep = (name: FormerName): string => `if [ -n "\${${name}+x}" ]; then ${keptIn(name)}=$${name}; fi`;
const putBack = (name: FormerName): string => `if [ -n "\${${keptIn(name)}+x}" ]; then ${name}=$${keptIn(name)}; fi`;

const refused =
  "sagewarden: this shell cannot change its AWS variables: nothing was changed. One is read-only, or export or unset is a function here";
const variables = [...formerNames, handleName].join(" ");

/** Tried in a subshell, and seen by a program: a shell's function may have the name of either, and do nothing. */
const canChange = [
  ...["\\export AWS_PROFILE=x", `\\unset ${variables}`, `\\export ${handleName}=x`],
  `[ "$(exec sh -c 'echo "\${AWS_PROFILE-}\${${handleName}-}"')" = x ]`,
].join(" && ");

/** The (sub)shell that evaluates: `$$` is the same in a subshell, which must not take away its parent's file. */
const self = `__sagewarden_self="$(exec sh -c 'echo "$PPID"')" || :`;
const isSelf = `[ "\${__sagewarden_pid-}" = "$__sagewarden_self" ]`;

/**
 * One compound command: a shell that gets only the beginning of it finds a syntax error, and one that is of another kind too. That
 * one prints the line on which it stumbles, so a value's line has nothing else. Programs run before the first change and after the
 * last, so that Ctrl-C meets them and nothing half done. `set -a` would export what the shell keeps for itself.
 */
const whole = (statements: readonly string[], old: { id: string; path: string } | undefined): string => {
  const inside = [
    ...[self, "__sagewarden_all=$-", "\\set +a", "\\unset __sagewarden_old"],
    ...(old ? [`if ${isOurs(old.id)} && ${isSelf}; then __sagewarden_old=${posixQuoted(old.path)}; fi`] : []),
    ...[...statements, "\\unset __sagewarden_self"],
    "case $__sagewarden_all in *a*) \\unset __sagewarden_all; \\set -a;; *) \\unset __sagewarden_all;; esac",
    `if [ -n "\${__sagewarden_old-}" ]; then \\command rm -f -- "$__sagewarden_old" || :; \\unset __sagewarden_old; fi`,
  ];
  return `if (${canChange}) >/dev/null 2>&1; then\n${inside.join(";\n")};\nelse \\echo ${posixQuoted(refused)} >&2; \\false; fi`;
};

const borrow = ({ values, unseen, handle, repeated }: Borrowing): string => {
  const keeps = [`\\unset ${allKept.join(" ")}`, ...unseen.map(keep)];
  const statements = [
    ...(repeated ? [`if ${isOurs(repeated.id)}; then :; else ${keeps.join("; ")}; fi`] : keeps),
    `\\unset ${absent(values).join(" ")}`,
    ...given(values).map(([name, value]) => exported(name, value)),
    exported(handleName, handle.text),
    ...[`__sagewarden_id='${handle.id}'`, "__sagewarden_pid=$__sagewarden_self"],
  ];
  return whole(statements, repeated);
};

/** A shell that only inherited the handle has kept nothing, and what it does not export is its own. */
const restore = ({ values, unseen, handle }: Restoring): string => {
  const wereUnset = absent(values);
  const seen = wereUnset.filter((name) => !unseen.includes(name));
  const ours = [`\\unset ${["__sagewarden_none", ...wereUnset].join(" ")}`, ...wereUnset.map(putBack)];
  const inherited = `\\unset ${["__sagewarden_none", ...seen].join(" ")}`;
  const statements = [
    `if ${isOurs(handle.id)}; then ${ours.join("; ")}; else ${inherited}; fi`,
    ...given(values).map(([name, value]) => exported(name, value)),
    `\\unset ${[handleName, "__sagewarden_id", "__sagewarden_pid", ...allKept].join(" ")}`,
  ];
  return whole(statements, handle);
};

/** bash, zsh and whatever else reads POSIX's language. */
export const posix: Syntax = { borrow, restore, failure: "false" };
