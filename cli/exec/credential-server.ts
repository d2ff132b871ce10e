import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Lent } from "./renewed.ts";

/** Where one command's SDKs find their credentials, as those of a container. */
export interface CredentialServer {
  uri: string;
  /** Whoever does not know it gets nothing. */
  token: string;
  close(): Promise<void>;
}

const path = "/credentials";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
/** Of the same time, whatever is compared. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

interface Expected {
  host: string;
  token: string;
}

type Asked = Pick<IncomingMessage, "method" | "url" | "headers">;

/**
 * Undefined: it may have them. A page that a browser loads can be made to call this address by a name of its own (DNS
 * rebinding): then the Host is that name.
 */
export const refusalOf = ({ method, url, headers }: Asked, { host, token }: Expected): number | undefined => {
  if (headers.host !== host) return 421;
  if (url !== path) return 404;
  if (method !== "GET") return 405;
  return isSame(headers.authorization ?? "", token) ? undefined : 401;
};

/**
 * The JavaScript SDK looks for others in the last five minutes, and goes on with what it has until they are there: a command that
 * calls AWS every five minutes had one call with a session that had just ended.
 */
const marginMs = 60_000;

/** As ECS answers. */
const documentOf = ({ session, endsAt }: Lent): object => ({
  ...{ AccessKeyId: session.accessKeyId, SecretAccessKey: session.secretAccessKey, Token: session.sessionToken },
  Expiration: `${new Date(endsAt.getTime() - marginMs).toISOString().slice(0, 19)}Z`,
});

/** `tell` says in one line what failed; never a credential. */
export const serveCredentials = async (
  lent: () => Promise<Lent>,
  tell: (error: unknown) => string,
): Promise<CredentialServer> => {
  const token = randomBytes(32).toString("base64url");
  let host = "";
  const answer = async (request: Asked): Promise<{ status: number; body: object }> => {
    const refusal = refusalOf(request, { host, token });
    if (refusal !== undefined) return { status: refusal, body: { code: "Refused", message: "refused" } };
    try {
      return { status: 200, body: documentOf(await lent()) };
    } catch (error) {
      return { status: 503, body: { code: "NotRenewed", message: tell(error) } };
    }
  };
  // As an ES module node:http loads Node's fetch too, which takes as long as Node's start.
  const { createServer } = process.getBuiltinModule("node:http");
  const server = createServer({ maxHeaderSize: 8_192, requestTimeout: 5_000 }, async (request, response) => {
    request.resume();
    const { status, body } = await answer(request);
    response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen({ port: 0, host: "127.0.0.1", exclusive: true }, resolve);
  });
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { uri: `http://${host}${path}`, token, close };
};
