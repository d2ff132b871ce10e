import { BadInput } from "#shared/model/errors.ts";
import { absent, allKept, type Borrowing, given, keptIn, type Restoring, type Syntax } from "./change.ts";
import type { FormerName } from "./former.ts";
import { handleName } from "./handle.ts";

/** Between single quotes only a backslash and a single quote have a meaning. */
export const fishQuoted = (text: string): string => {
  if (text.includes("\0")) throw new BadInput("a value with a NUL cannot be in a shell's environment");
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
};

const exported = (name: string, value: string): string => `builtin set -gx ${name} ${fishQuoted(value)}`;
const erased = (names: readonly string[]): string => `builtin set -e -g ${names.join(" ")}`;
const isOurs = (id: string): string => `test "$__sagewarden_id" = '${id}'`;
const keep = (name: FormerName): string => `if builtin set -qg ${name}; builtin set -g ${keptIn(name)} $${name}; end`;
const putBack = (name: FormerName): string =>
  `if builtin set -qg ${keptIn(name)}; builtin set -g ${name} $${keptIn(name)}; end`;
/** A universal variable shows again when ours is erased. */
const returned = (name: string, value: string): string[] => [
  `builtin set -l __sagewarden_value ${fishQuoted(value)}`,
  `if not builtin set -qx ${name}; or test "$${name}" != "$__sagewarden_value"; builtin set -gx ${name} "$__sagewarden_value"; end`,
];

const universal = (names: readonly string[]): string =>
  `sagewarden: universal variables cannot be hidden from programs, and nothing was changed; erase them first: set -e -U ${names.join(" ")}`;

/**
 * One block: cut off anywhere it is a syntax error, as it is to a shell of another kind. Both print the line on which they stumble,
 * so a value's line has nothing else. The only program runs after the last change, so that Ctrl-C meets nothing half done.
 */
const whole = (guard: string, warning: string, statements: readonly string[], old: Restoring["handle"] | undefined) => {
  const inside = [
    "builtin set -e -g __sagewarden_old",
    ...(old
      ? [
          `if ${isOurs(old.id)}; and test "$__sagewarden_pid" = "$fish_pid"; builtin set -g __sagewarden_old ${fishQuoted(old.path)}; end`,
        ]
      : []),
    ...statements,
    'if builtin set -qg __sagewarden_old; command rm -f -- "$__sagewarden_old"; builtin set -e -g __sagewarden_old; end',
    "true",
  ];
  return `if ${guard}; echo ${fishQuoted(warning)} >&2; false; else\n${inside.join(";\n")};\nend`;
};

const borrow = ({ values, unseen, handle, repeated }: Borrowing): string => {
  const keeps = [erased(allKept), ...unseen.map(keep)];
  const toHide = absent(values).filter((name) => !unseen.includes(name));
  const guard = ["false", ...toHide.map((name) => `builtin set -qU ${name}`)].join("; or ");
  const inside = [
    ...(repeated ? [`if not ${isOurs(repeated.id)}; ${keeps.join("; ")}; end`] : keeps),
    erased(absent(values)),
    ...given(values).map(([name, value]) => exported(name, value)),
    exported(handleName, handle.text),
    ...[`builtin set -g __sagewarden_id '${handle.id}'`, "builtin set -g __sagewarden_pid $fish_pid"],
  ];
  return whole(guard, universal(toHide), inside, repeated);
};

const restore = ({ values, unseen, handle }: Restoring): string => {
  const wereUnset = absent(values);
  const seen = wereUnset.filter((name) => !unseen.includes(name));
  const ours = [erased(["__sagewarden_none", ...wereUnset]), ...wereUnset.map(putBack)];
  const inside = [
    `if ${isOurs(handle.id)}; ${ours.join("; ")}; else; ${erased(["__sagewarden_none", ...seen])}; end`,
    ...given(values).flatMap(([name, value]) => [erased([name]), ...returned(name, value)]),
    erased([handleName, "__sagewarden_id", "__sagewarden_pid", ...allKept]),
  ];
  return whole("false", "", inside, handle);
};

export const fish: Syntax = { borrow, restore, failure: "false" };
