import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface SentRequest {
  /** `AddTags`, from the JSON protocols' target header or the query protocol's `Action`; of REST its path. */
  operation: string;
  body: string;
}

interface Answer {
  status?: number;
  body: string;
  headers?: Readonly<Record<string, string>>;
}

type Answers = Readonly<Record<string, (body: string) => Answer>>;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString();
};

/** SQS answers with it; its client compares. */
export const md5 = (body: string): string => createHash("md5").update(body).digest("hex");

const variables = {
  AWS_ACCESS_KEY_ID: "111122223333",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_REGION: "us-east-1",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
} as const;

/**
 * For tests: AWS on a free port, for the SDK's real clients over HTTP. Sets the environment that the SDK reads; `close`
 * puts it back.
 */
export const fakeEndpoint = async (answers: Answers) => {
  const sent: SentRequest[] = [];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const target = String(request.headers["x-amz-target"] ?? "")
      .split(".")
      .at(-1);
    const [path = "", query = ""] = (request.url ?? "").split("?");
    const operation = target || (new URLSearchParams(body).get("Action") ?? path.replace(/\/$/, ""));
    sent.push({ operation, body });
    const answer: Answer = answers[operation]?.(body || query) ?? {
      status: 400,
      body: '{"__type":"UnknownOperationException"}',
    };
    const headers = { "content-type": "application/x-amz-json-1.1", ...answer.headers };
    response.writeHead(answer.status ?? 200, headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const before = { ...process.env };
  Object.assign(process.env, variables, { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` });
  const close = async (): Promise<void> => {
    process.env = before;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { sent, close };
};
