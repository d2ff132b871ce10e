import { names } from "../../../names.ts";
import type { SeenRole } from "../rule.ts";

/** By what a vendor is called, in lower case: its contract's name, else what the role's path and tags say. */
export const vendorNames = ({ role, contract, outsiders }: SeenRole): readonly string[] => {
  if (contract) return [contract.vendor.toLowerCase()];
  const inPath = role.path.startsWith(names.vendorPath) ? role.path.slice(names.vendorPath.length).split("/")[0] : "";
  const hints = outsiders.map(({ hint }) => hint?.split(/[\s(]/)[0]);
  const tagged = Object.entries(role.tags ?? {}).flatMap(([key, value]) => (isVendorKey(key) ? [value] : []));
  const known = [inPath, ...tagged, ...hints].map((name) => name?.toLowerCase() ?? "");
  return [...new Set(known.filter((name) => name.length >= 3))];
};

export const isVendorKey = (key: string): boolean => /^(sagewarden:)?(vendor|third-?party|supplier)(name)?$/i.test(key);

/** `svc-auger-export` has the word auger, `augerville` has not. */
export const hasWord = (text: string, word: string): boolean => {
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
    if (!isLetter(lower[at - 1]) && !isLetter(lower[at + word.length])) return true;
  }
  return false;
};

const isLetter = (character: string | undefined): boolean => character !== undefined && /[a-z]/.test(character);
