import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface TakenRole {
  role: string;
  /** Of the credentials that took it. */
  by: string;
}

const bodyOf = async (request: AsyncIterable<unknown>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString();
};

/** Nothing in a token may matter to a shell, whatever STS may send one day. */
export const tokenOf = (role: string): string => `FwoG/${role}+'"\`$(touch canary)\`=`;

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const granted = (role: string): string => {
  const expires = role === "expired" ? "2020-07-01T11:00:00Z" : "2100-07-01T11:00:00Z";
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>ASIA${role.toUpperCase()}</AccessKeyId><SecretAccessKey>secret/${role}</SecretAccessKey>
<SessionToken>${escaped(tokenOf(role))}</SessionToken><Expiration>${expires}</Expiration></Credentials>
<AssumedRoleUser><AssumedRoleId>AROA1:s</AssumedRoleId><Arn>arn:aws:sts::111122223333:assumed-role/${role}/s</Arn></AssumedRoleUser>
</AssumeRoleResult></AssumeRoleResponse>`;
};

const denied = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code>
<Message>not authorized to perform: sts:AssumeRole</Message></Error></ErrorResponse>`;

const caller = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::111122223333:user/alice</Arn><UserId>AIDA1</UserId><Account>111122223333</Account></GetCallerIdentityResult>
</GetCallerIdentityResponse>`;

/** STS on a free port, once it is started: gives every role but `denied`; what it gives of `expired` has ended; `slow` never gets an answer. */
export const makeSts = () => {
  const taken: TakenRole[] = [];
  const calls = new EventEmitter();
  /** Until more roles than these were asked for. */
  const whenTaken = async (count: number): Promise<void> => {
    while (taken.length <= count) await once(calls, "taken");
  };
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await bodyOf(request));
    const role = form.get("RoleArn")?.split("/").at(-1);
    const by = /Credential=([^/]*)/.exec(request.headers.authorization ?? "")?.[1] ?? "";
    if (role !== undefined) taken.push({ role, by });
    calls.emit("taken");
    if (role === "slow") return;
    const [status, body] = role === "denied" ? [403, denied] : [200, role === undefined ? caller : granted(role)];
    response.writeHead(status, { "content-type": "text/xml" }).end(body);
  });
  const start = async (): Promise<string> => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { taken, whenTaken, start, close };
};
