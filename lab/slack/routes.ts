import { readFile } from "node:fs/promises";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { BadInput } from "#shared/model/errors.ts";
import { type Faults, hold, type SlackFault } from "./faults.ts";
import type { Press } from "./interaction.ts";
import { perform } from "./methods.ts";
import type { Presses } from "./presses.ts";
import { argumentsOf, bodyOf, isLocal, jsonOf, tokenError } from "./request.ts";
import { stateOf } from "./state.ts";
import type { Workspace } from "./workspace.ts";

const page = fileURLToPath(new URL("page.html", import.meta.url));

export interface Parts {
  botToken: string;
  workspace: Workspace;
  faults: Faults;
  presses: Presses;
  nextTs(): string;
  signal: AbortSignal;
}

interface Reply {
  status: number;
  body: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** Nothing is answered: the connection is cut. */
type Outcome = Reply | "cut";

const reply = (body: unknown, status = 200, headers = {}): Reply => ({ status, body, headers });

interface Request {
  method: string;
  url: URL;
  headers: IncomingMessage["headers"];
  body: string;
}

/** One call of the Web API, with what goes wrong before or after its work. */
const callApi = async ({ workspace, nextTs, faults, botToken, signal }: Parts, request: Request): Promise<Outcome> => {
  const method = request.url.pathname.slice("/api/".length);
  const args = argumentsOf(request.headers["content-type"] ?? "", request.url.searchParams, request.body);
  const refusal = tokenError(botToken, request.headers.authorization, args);
  if (refusal) return reply({ ok: false, error: refusal });
  const fault = faults.next(method);
  const work = () => perform(method, { workspace, args, nextTs });
  return fault ? goWrong(fault, work, signal) : reply(work());
};

const goWrong = async (fault: SlackFault, work: () => unknown, signal: AbortSignal): Promise<Outcome> => {
  const { effect, retryAfter = 1, status = 503, error = "internal_error" } = fault;
  if (effect === "ratelimited") {
    return reply({ ok: false, error: "ratelimited" }, 429, { "retry-after": String(retryAfter) });
  }
  if (effect === "error") return reply({ ok: false, error });
  if (effect === "after" || effect === "timeout-after") work();
  if (effect === "before" || effect === "after") return reply({ ok: false, error: "service_unavailable" }, status);
  await hold(fault, signal);
  return "cut";
};

const changeFaults = ({ faults }: Parts, { method, body }: Request): Outcome => {
  if (method === "DELETE") faults.replace([]);
  if (method === "POST") {
    const rules = jsonOf(body);
    if (!Array.isArray(rules)) throw new BadInput("the body is a list of faults");
    faults.replace(rules as SlackFault[]);
  }
  return reply(faults.show());
};

/** A page of another origin can send no JSON here without being asked first, which is refused. */
const fromPage = <T>(request: Request): T => {
  if (request.headers["content-type"]?.startsWith("application/json") !== true) {
    throw new BadInput("the content type is application/json");
  }
  return jsonOf(request.body) as T;
};

/** The page's own: what its reader has seen already is not sent again. */
const changes = ({ workspace }: Parts, { url }: Request): Outcome =>
  reply(url.searchParams.get("after") === String(workspace.version) ? {} : stateOf(workspace));

const routes: readonly (readonly [RegExp, (parts: Parts, request: Request) => Promise<Outcome> | Outcome])[] = [
  [/^(GET|POST) \/api\/[\w.]+$/, callApi],
  [
    /^POST \/response\/\w+$/,
    ({ presses }, { url, body }) => reply(presses.respond(url.pathname.slice(10), Object(jsonOf(body)))),
  ],
  [/^GET \/$/, async () => reply(await readFile(page, "utf8"), 200, { "content-type": "text/html; charset=utf-8" })],
  [/^GET \/state$/, changes],
  [/^POST \/press$/, async ({ presses }, request) => reply(await presses.press(fromPage<Press>(request)))],
  [/^POST \/suggest$/, async ({ presses }, request) => reply(await presses.suggest(fromPage<Press>(request)))],
  [/^(GET|POST|DELETE) \/faults$/, changeFaults],
];

const answer = async (parts: Parts, incoming: IncomingMessage): Promise<Outcome> => {
  if (!isLocal(incoming)) return reply({ message: "on this machine only" }, 403);
  const url = new URL(incoming.url ?? "/", "http://localhost");
  const method = incoming.method ?? "GET";
  const route = routes.find(([form]) => form.test(`${method} ${url.pathname}`));
  if (!route) return reply({ message: `nothing at ${method} ${url.pathname}` }, 404);
  try {
    return await route[1](parts, { method, url, headers: incoming.headers, body: await bodyOf(incoming) });
  } catch (cause) {
    return reply({ message: (cause as Error).message }, cause instanceof BadInput ? 400 : 502);
  }
};

/** Everything that the stand-in answers. */
export const makeRoutes =
  (parts: Parts): RequestListener =>
  (request, response) =>
    void answer(parts, request).then((outcome) => write(response, outcome));

const write = (response: ServerResponse, outcome: Outcome): void => {
  if (outcome === "cut") {
    response.destroy();
    return;
  }
  const { status, body, headers } = outcome;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers }).end(text);
};
