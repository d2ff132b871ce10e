import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { signed } from "./sign.ts";

/** What the SDK's own client would send at this time. */
const bySdk = async (name: string, token: string | undefined) => {
  const keys = { accessKeyId: "AKIA1", secretAccessKey: "s+e/c", ...(token !== undefined && { sessionToken: token }) };
  let sent: { headers: Record<string, string>; body: string } | undefined;
  const requestHandler = {
    handle: async (request: NonNullable<typeof sent>) => {
      sent = request;
      throw Object.assign(new Error("kept"), { $retryable: undefined });
    },
  };
  const client = new STSClient({ region: "eu-west-1", credentials: keys, maxAttempts: 1, requestHandler } as never);
  await client.send(new AssumeRoleCommand({ RoleArn: "arn", RoleSessionName: name })).catch(() => undefined);
  if (sent === undefined) throw new Error("nothing was sent");
  return { keys, ...sent };
};

test("the signature is the SDK's", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: "grapheme" }),
      fc.option(fc.base64String({ minLength: 4 }), { nil: undefined }),
      async (name, token) => {
        const { keys, headers, body } = await bySdk(name, token);
        const { authorization = "", "x-amz-date": time = "", host = "" } = headers;
        const [, names = ""] = /SignedHeaders=([^,]+)/.exec(authorization) ?? [];
        const ours = new Set(["host", "x-amz-date", "x-amz-security-token"]);
        const others = names.split(";").filter((one) => !ours.has(one));
        const at = new Date(time.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z"));
        const unsigned = {
          host,
          path: "/",
          body,
          headers: Object.fromEntries(others.map((one) => [one, headers[one] ?? ""])),
        };
        expect(signed(unsigned, keys, { region: "eu-west-1", service: "sts", at }).authorization).toBe(authorization);
      },
    ),
    { numRuns: 30 },
  );
});
