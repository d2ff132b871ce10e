/** The ranges that no caller on the internet has: `aws:SourceIp` is always a public address. RFC 1918, 6598, 3927, 1122. */
const privateRanges = [
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
];

interface Range {
  first: number;
  bits: number;
}

const rangeOf = (text: string): Range | undefined => {
  const [address = "", bits = ""] = text.split("/");
  const parts = address.split(".").map(Number);
  const isOne = /^\d{1,3}(\.\d{1,3}){3}$/.test(address) && parts.every((part) => part <= 255);
  if (!isOne || !/^\d{1,2}$/.test(bits) || Number(bits) > 32) return undefined;
  return { first: parts.reduce((sum, part) => sum * 256 + part, 0), bits: Number(bits) };
};

const isInside = (one: Range, other: Range): boolean => {
  const size = 2 ** (32 - other.bits);
  return one.bits >= other.bits && Math.floor(one.first / size) === Math.floor(other.first / size);
};

/** Groups of up to four hexadecimal digits, `::` at most once, no IPv4 in it. */
const isSix = (address: string): boolean => {
  const [left = "", right, ...more] = address.split("::");
  const groups = [left, right ?? ""].flatMap((half) => (half === "" ? [] : half.split(":")));
  const isFull = right === undefined ? groups.length === 8 : groups.length < 8;
  return more.length === 0 && isFull && groups.every((group) => /^[\da-fA-F]{1,4}$/.test(group));
};

/** What is wrong with a range of a vendor's addresses, or undefined. IAM would refuse the whole policy for a wrong one. */
export const rangeProblem = (text: string): string | undefined => {
  const [address = "", bits = ""] = text.split("/");
  if (address.includes(":")) {
    if (!isSix(address) || Number(bits) > 128)
      return "no range of addresses; allowed: a CIDR range such as 2001:db8::/32";
    return Number(bits) === 0 ? "every address; allowed: the vendor's addresses, or no sourceIps" : undefined;
  }
  const range = rangeOf(text);
  if (range === undefined) return "no range of addresses; allowed: a CIDR range such as 198.51.100.0/24";
  if (range.bits === 0) return "every address; allowed: the vendor's addresses, or no sourceIps";
  const isPrivate = privateRanges.some((one) => isInside(range, rangeOf(one) as Range));
  return isPrivate
    ? "addresses that nobody on the internet has; allowed: what AWS sees the calls come from"
    : undefined;
};
