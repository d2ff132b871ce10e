import { parseAddress } from "../../model/address.ts";

/** Private, shared, loopback and link-local ranges: through a VPC endpoint a call has such an address, whoever makes it. */
const notPublic = [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["0.0.0.0", 8],
  ["fc00::", 7],
  ["fe80::", 10],
  ["::", 32],
] as const;

const ranges = notPublic.flatMap(([start, length]) => {
  const { version, value } = parseAddress(start) ?? { version: undefined, value: 0n };
  const free = BigInt((version === 4 ? 32 : 128) - length);
  return version === undefined ? [] : [{ version, free, start: value >> free }];
});

/** Whether the text is an address of the Internet's. */
export const isPublic = (text: string): boolean => {
  const address = parseAddress(text);
  if (address === undefined) return false;
  return !ranges.some(({ version, free, start }) => version === address.version && address.value >> free === start);
};

/** The network that an address belongs to: /24, or /48 of version 6. A pool of addresses behind one gateway is one network. */
export const networkOf = (text: string): string | undefined => {
  const address = parseAddress(text);
  if (address === undefined) return undefined;
  const part = (shift: bigint, mask: bigint): bigint => (address.value >> shift) & mask;
  if (address.version === 4) return `${[24n, 16n, 8n].map((shift) => part(shift, 255n)).join(".")}.0/24`;
  return `${[112n, 96n, 80n].map((shift) => part(shift, 0xffffn).toString(16)).join(":")}::/48`;
};
