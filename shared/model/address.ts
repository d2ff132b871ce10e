/** Internet addresses, version 4 and 6, as numbers. Addresses in records may also be a service's name. */
export interface Address {
  version: 4 | 6;
  value: bigint;
}

const bits = { 4: 32, 6: 128 } as const;

const parseV4 = (text: string): bigint | undefined => {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n);
};

/** Groups of four hex digits; a version 4 address may take the place of the last two. */
const groupsOf = (text: string): readonly bigint[] | undefined => {
  if (text === "") return [];
  const groups: bigint[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    const v4 = index === parts.length - 1 ? parseV4(part) : undefined;
    if (v4 !== undefined) groups.push(v4 >> 16n, v4 & 0xffffn);
    else if (/^[\da-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
};

const parseV6 = (text: string): bigint | undefined => {
  const halves = text.split("::");
  const [start, end] = [groupsOf(halves[0] ?? ""), groupsOf(halves[1] ?? "")];
  if (halves.length > 2 || start === undefined || end === undefined) return undefined;
  const left = 8 - start.length - end.length;
  if (halves.length === 2 ? left < 1 : left !== 0) return undefined;
  const groups = [...start, ...Array.from({ length: left }, () => 0n), ...end];
  return groups.reduce((value, group) => (value << 16n) + group, 0n);
};

export const parseAddress = (text: string): Address | undefined => {
  if (text.length > 45) return undefined;
  const version = text.includes(":") ? 6 : 4;
  const value = version === 6 ? parseV6(text) : parseV4(text);
  return value === undefined ? undefined : { version, value };
};

/** Whether an address lies in a CIDR range, of which an address alone is the smallest. Undefined: one of them is none. */
export const inRange = (address: string, range: string): boolean | undefined => {
  const [start = "", length, ...more] = range.split("/");
  const [one, network] = [parseAddress(address), parseAddress(start)];
  if (one === undefined || network === undefined || more.length > 0) return undefined;
  const all = bits[network.version];
  const prefix = length === undefined ? all : /^\d{1,3}$/.test(length) ? Number(length) : all + 1;
  if (prefix > all) return undefined;
  const free = BigInt(all - prefix);
  return one.version === network.version && one.value >> free === network.value >> free;
};
