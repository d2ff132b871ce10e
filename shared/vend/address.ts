const loopback = ["127.0.0.1", "[::1]", "localhost"];

/** An address that nobody between can change the answer of: https, or http on this machine. Without a user's name in it. */
export const isSecure = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== "" || password !== "") return false;
  return protocol === "https:" || (protocol === "http:" && loopback.includes(hostname));
};
