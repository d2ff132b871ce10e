import { expect, test } from "@jest/globals";
import { assumeRole } from "./assume-role.ts";

const issued = {
  Credentials: {
    ...{ AccessKeyId: "ASIA1", SecretAccessKey: "secret", SessionToken: "token" },
    Expiration: new Date("2026-07-01T11:00:00Z"),
  },
};

const asked = async (wanted: Parameters<typeof assumeRole>[0]) => {
  const inputs: object[] = [];
  const client = { send: async ({ input }: { input: object }) => inputs.push(input) && issued } as never;
  return { session: await assumeRole(wanted, undefined, "us-east-1", client), inputs };
};

const least = { roleArn: "arn:aws:iam::111122223333:role/sales", sessionName: "alice" };

test("the least that is asked", async () => {
  const { session, inputs } = await asked(least);
  expect(inputs).toEqual([{ RoleArn: least.roleArn, RoleSessionName: "alice" }]);
  expect(session).toEqual({
    ...{ accessKeyId: "ASIA1", secretAccessKey: "secret", sessionToken: "token" },
    expiresAt: "2026-07-01T11:00:00.000Z",
  });
});

test("all that can be asked", async () => {
  const { inputs } = await asked({
    ...least,
    ...{ seconds: 900, externalId: "x-1", sourceIdentity: "alice", policy: "{}" },
    ...{ tags: { team: "TeamA", cost: "1" }, transitiveKeys: ["team"] },
  });
  expect(inputs).toEqual([
    {
      ...{ RoleArn: least.roleArn, RoleSessionName: "alice", DurationSeconds: 900, ExternalId: "x-1" },
      ...{ SourceIdentity: "alice", Policy: "{}", TransitiveTagKeys: ["team"] },
      Tags: [
        { Key: "team", Value: "TeamA" },
        { Key: "cost", Value: "1" },
      ],
    },
  ]);
});
