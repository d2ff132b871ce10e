import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { audience, ours, tokenOf } from "./fixture.ts";

/** For tests: an OIDC identity provider on this machine, with its discovery document and its keys. */
export interface FakeIssuer {
  address: string;
  /** Of now, for five minutes. */
  tokenFor(subject: string, change?: object): Promise<string>;
  stop(): void;
}

export const startIssuer = async (): Promise<FakeIssuer> => {
  let address = "";
  const documents = (): Readonly<Record<string, object>> => ({
    "/.well-known/openid-configuration": { issuer: address, jwks_uri: `${address}/keys` },
    "/keys": { keys: [ours.jwk] },
  });
  const server = createServer(({ url = "" }, answer) => {
    const document = documents()[url];
    answer.writeHead(document === undefined ? 404 : 200).end(JSON.stringify(document));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let number = 0;
  return {
    address,
    tokenFor: (sub, change = {}) => {
      const seconds = Math.floor(Date.now() / 1000);
      const times = { iat: seconds, exp: seconds + 300, jti: String(++number) };
      return tokenOf({ iss: address, aud: audience, sub, ...times, ...change });
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
