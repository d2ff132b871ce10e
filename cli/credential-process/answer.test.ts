import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { fakeEndpoint } from "#shared/aws/fake-endpoint.ts";
import { ownFolder } from "../env/fixture.ts";
import { drive } from "../fixture.ts";
import { callsAbove } from "./own-call.ts";

const home = ownFolder();
const hour = 3_600_000;
/** How far STS's clock is on from this machine's. */
let onMs = 0;
const issued = (body: string) => {
  const name = new URLSearchParams(body).get("RoleArn")?.split("/").at(-1);
  const keys = `<AccessKeyId>ASIA${name}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>`;
  const now = Date.now() + onMs;
  const ends = `<Expiration>${new Date(now + hour).toISOString()}</Expiration>`;
  const headers = { "content-type": "text/xml", date: new Date(now).toUTCString() };
  return { body: `<R><Credentials>${keys}${ends}</Credentials></R>`, headers };
};
const refused = () => ({
  status: 403,
  body: "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>",
});

let aws: Awaited<ReturnType<typeof fakeEndpoint>>;
beforeEach(async () => {
  onMs = 0;
  aws = await fakeEndpoint({
    AssumeRole: (body) => (body.includes("refused") ? refused() : issued(body)),
    GetCallerIdentity: () => ({ body: "<R><Arn>arn:aws:iam::111122223333:user/alice</Arn></R>" }),
  });
});
afterEach(() => aws.close());

const ask = (role: string, ...more: string[]) => {
  const argv = ["credential-process", "--role", `arn:aws:iam::111122223333:role/${role}`, ...more];
  return drive(argv, ".", { ...process.env, HOME: home, XDG_CACHE_HOME: "", XDG_STATE_HOME: "", [callsAbove]: "" });
};

test("one document and nothing else; the second time nobody is asked", async () => {
  const first = await ask("sales");
  expect(first).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse(first.out)).toMatchObject({ Version: 1, AccessKeyId: "ASIAsales", SessionToken: "t" });
  expect(await ask("sales")).toEqual(first);
  expect(aws.sent.map(({ operation }) => operation)).toEqual(["GetCallerIdentity", "AssumeRole"]);
  expect((await ask("sales", "--session-name", "bob")).code).toBe(0);
  expect(aws.sent).toHaveLength(3);
});

test.each([hour, -hour])(
  "STS's clock is %i ms on from ours: the end by ours, and nobody is asked again",
  async (ms) => {
    onMs = ms;
    const first = await ask(`clock${ms}`);
    const left = Date.parse(JSON.parse(first.out).Expiration) - Date.now();
    expect(Math.abs(left - hour)).toBeLessThan(60_000);
    const asked = aws.sent.length;
    expect(await ask(`clock${ms}`)).toEqual(first);
    expect(aws.sent).toHaveLength(asked);
  },
);

test("refused: 1, one line, and it is not asked again at once", async () => {
  const first = await ask("refused", "--external-id", "hidden");
  expect(first).toMatchObject({ code: 1, out: "" });
  expect(first.err).toMatch(/^sagewarden: .*: refused sts:AssumeRole: [^\n]*$/);
  expect(first.err).not.toContain("hidden");
  const asked = aws.sent.length;
  expect(await ask("refused", "--external-id", "hidden")).toEqual(first);
  expect(aws.sent).toHaveLength(asked);
});

test("bad input: 2, and nobody is asked", async () => {
  expect(await ask("sales", "--duration", "PT1S")).toMatchObject({ code: 2, out: "" });
  expect(aws.sent).toEqual([]);
});

test("where nothing can be kept the session is served all the same", async () => {
  const argv = ["credential-process", "--role", "arn:aws:iam::111122223333:role/r"];
  const env = { ...process.env, HOME: "/dev/null", XDG_CACHE_HOME: "", XDG_STATE_HOME: "", [callsAbove]: "" };
  for (const _call of [1, 2]) expect(await drive(argv, ".", env)).toMatchObject({ code: 0, err: "" });
  expect(aws.sent.filter(({ operation }) => operation === "AssumeRole")).toHaveLength(2);
});
