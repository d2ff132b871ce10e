/** As it is typed: `--mfa-serial` of commander's `mfaSerial`. */
export const optionName = (name: string): string =>
  `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
