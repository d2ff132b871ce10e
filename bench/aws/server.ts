import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { names } from "../../shared/names.ts";
import { account } from "../../test/fixtures.ts";
import { type Answer, Refused } from "./answer.ts";
import { dynamoAnswers } from "./dynamodb.ts";
import { messageAnswers } from "./messages.ts";
import { type Estate, sageMaker } from "./sagemaker.ts";

/** One request that reached AWS. */
export interface Call {
  /** As the request was signed: `sagemaker`, `dynamodb`, … */
  service: string;
  operation: string;
}

export interface Aws {
  /** What a function's process has in its environment. */
  env: Record<string, string>;
  /** Makes a resource, as the call did whose record the functions are shown. */
  create: ReturnType<typeof sageMaker>["create"];
  /** The tags that a resource has now. */
  tagsOf: ReturnType<typeof sageMaker>["has"];
  /** The calls since the last time this was asked. */
  calls(): readonly Call[];
  close(): Promise<void>;
}

interface Request extends Call {
  input: object;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

/** The JSON protocols name the operation in a header, the query protocol in the body; Lambda has paths. */
const read = async (request: IncomingMessage): Promise<Request> => {
  const service = request.headers.authorization?.split("/")[3] ?? "unsigned";
  const body = await bodyOf(request);
  const target = request.headers["x-amz-target"];
  if (typeof target === "string")
    return { service, operation: target.split(".").at(-1) ?? "", input: JSON.parse(body || "{}") };
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://aws");
  const { Action, ...input } = Object.fromEntries(new URLSearchParams(body || searchParams.toString()));
  const isMappings = pathname.includes("/event-source-mappings");
  return { service, operation: Action ?? (isMappings ? "ListEventSourceMappings" : pathname), input };
};

const answered = async (
  { operation, input }: Request,
  answers: Readonly<Record<string, Answer>>,
): Promise<{ status: number; body: object | string }> => {
  try {
    const answer = answers[operation];
    if (!answer) throw new Refused("UnknownOperationException");
    return { status: 200, body: await answer(input as never) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { status: 400, body: { __type: error.name, message: error.name, ...error.members } };
  }
};

const environment = (port: number): Record<string, string> => ({
  AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "none",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  TABLE_NAME: names.table,
  TOPIC_ARN: `arn:aws:sns:us-east-1:${account}:${names.topic}`,
  QUEUE_URL: `http://127.0.0.1:${port}/${account}/${names.queues.creations}`,
  DEAD_LETTER_URL: `http://127.0.0.1:${port}/${account}/${names.queues.creationsDead}`,
});

/** AWS on a free port of this machine: counts every call and knows enough to answer the functions. */
export const startAws = async (estate: Estate): Promise<Aws> => {
  const made = sageMaker(estate);
  const answers = { ...made.answers, ...dynamoAnswers(), ...messageAnswers };
  let calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const asked = await read(request);
    calls.push({ service: asked.service, operation: asked.operation });
    const { status, body } = await answered(asked, answers);
    const isText = typeof body === "string";
    response.writeHead(status, { "content-type": isText ? "text/xml" : "application/x-amz-json-1.1" });
    response.end(isText ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    env: environment((server.address() as AddressInfo).port),
    create: made.create,
    tagsOf: made.has,
    calls: () => {
      const since = calls;
      calls = [];
      return since;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
