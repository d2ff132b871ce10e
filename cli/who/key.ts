import { BadInput } from "#shared/model/errors.ts";

const others: Readonly<Record<string, string>> = {
  AROA: "the id of a role",
  AIDA: "the id of an IAM user",
  AGPA: "the id of a group",
  ANPA: "the id of a managed policy",
  AIPA: "the id of an instance profile",
};

const allowed = "allowed: an access key id, 16 to 128 capital letters and digits such as ASIA… or AKIA…";

/** The id that was asked for. What was typed instead may be a secret: no message repeats it. */
export const readKeyId = (text: string): string => {
  const other = others[text.slice(0, 4)];
  if (/^[A-Z0-9]{16,128}$/.test(text) && other === undefined) return text;
  if (/^[A-Za-z0-9/+=]{40}$/.test(text))
    throw new BadInput(
      `that looks like a secret access key: it stands in this shell's history now, so replace it; ${allowed}`,
    );
  throw new BadInput(`that is ${other ?? "no access key id"}; ${allowed}`);
};

/** A key of an IAM user or of an account's root, which no call of STS issued. */
export const isLongLived = (accessKeyId: string): boolean => accessKeyId.startsWith("AKIA");
