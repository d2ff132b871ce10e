import fc from "fast-check";

/** What would run a command somewhere, if it were not data. */
const carriers = (command: string): string[] => [
  ...[
    `$(${command})`,
    `\`${command}\``,
    `;${command};`,
    `\n${command}\n`,
    `|${command}`,
    `&${command}&`,
    `&&${command}`,
  ],
  ...[`||${command}`, `';${command};'`, `";${command};"`, `'\n${command}\n'`, `"\n${command}\n"`, `\\';${command};'`],
  ...[`'\\'';${command};'\\''`, `$'\\'';${command};'`, `\${x:-$(${command})}`, `(${command})`, `$((${command}))`],
  ...[`<(${command})`, `>(${command})`, `=(${command})`, `{${command},}`, `!${command}`, `!!`, `;${command} #`],
  ...[
    `');${command};('`,
    `'; end; ${command}; begin; '`,
    `'; fi; ${command}; if true; then '`,
    `'; }; ${command}; { '`,
  ],
  ...[`‘;${command};’`, `’;${command};‘`, `‚;${command};‛`, `“;${command};”`, `$(${command}`, `')"; ${command}`],
  ...[`\r\n${command}\r\n`, `\u2028${command}\u2028`, `\u0085${command}`, `EOF\n${command}\nEOF`, `\\\n${command}`],
  ...[`-e;${command}`, `--;${command}`, `~;${command}`, `*;${command}`, `\t${command}`, `\u001b];${command}\u0007`],
  ...[`'"'"';${command};'"'"'`, `'\\\n';${command};'`, `\\\\';${command};#`, `\uF610;${command}`, `%n$(${command})`],
];

const places = (carrier: string): string[] => [
  ...[carrier, `sales${carrier}`, `arn:aws:iam::111122223333:role/${carrier}`],
];

/** Written ones in each place, and generated ones. None has a NUL: nobody can have that in an environment. */
export const hostileNames = (command: string): string[] => {
  const piece = fc.constantFrom(
    ..."'\"`$(){}[]<>|&;!#~*?\\\n\r\t =-‘’‚‛“”\u0001\u00a0\uF6A0",
    "$(",
    "'\\''",
    `;${command};`,
    `$(${command})`,
  );
  const generated = fc.sample(
    fc.array(piece, { minLength: 3, maxLength: 12 }).map((pieces) => pieces.join("")),
    { numRuns: 60, seed: 8 },
  );
  return [...new Set([...carriers(command).flatMap(places), ...generated])];
};
