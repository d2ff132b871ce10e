import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { teamA } from "../probe/fixture.ts";
import { fakeEndpoint, type SentRequest } from "./fake-endpoint.ts";
import { liveMeans } from "./live-probe.ts";

const side = teamA;
const xml = (operation: string, inside: string) => ({
  headers: { "content-type": "text/xml" },
  body: `<${operation}Response><${operation}Result>${inside}</${operation}Result></${operation}Response>`,
});
const issued =
  "<Credentials><AccessKeyId>ASIAPROBE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2026-11-30T04:00:00Z</Expiration></Credentials>";

let arn = side.roles.people;
let endpoint: { sent: SentRequest[]; close(): Promise<void> };
beforeEach(async () => {
  endpoint = await fakeEndpoint({
    AssumeRole: () => xml("AssumeRole", issued),
    DescribeExperiment: () => ({ body: "{}" }),
    GetRole: () => xml("GetRole", `<Role><Arn>${arn}</Arn></Role>`),
  });
});
afterEach(() => endpoint.close());

test("takes the probe role as people take theirs: with tags, transitive, and a source identity", async () => {
  const send = await liveMeans({ region: "us-east-1" }).take(side);
  await send({ service: "sagemaker", operation: "DescribeExperiment", params: { ExperimentName: "x" } });
  const [taken, described] = endpoint.sent;
  expect(Object.fromEntries(new URLSearchParams(taken?.body))).toMatchObject({
    ...{ RoleArn: side.roles.probe, RoleSessionName: side.person, SourceIdentity: side.person, DurationSeconds: "900" },
    ...{ "Tags.member.1.Key": "team", "Tags.member.1.Value": "TeamA" },
    ...{ "Tags.member.2.Key": "studiouserid", "Tags.member.2.Value": side.person },
    ...{ "TransitiveTagKeys.member.1": "team", "TransitiveTagKeys.member.2": "studiouserid" },
  });
  expect(described?.operation).toBe("DescribeExperiment");
});

describe("a role", () => {
  test.each([
    ["is there", side.roles.people, true],
    ["of this name lies elsewhere", "arn:aws:iam::111122223333:role/sagewarden-studio-TeamA", false],
  ])("%s", async (_, found, isThere) => {
    arn = found;
    expect(await liveMeans({ region: "us-east-1" }).roleExists(side.roles.people)).toBe(isThere);
  });

  test("that is not there, and one that may not be looked at", async () => {
    const { close } = endpoint;
    await close();
    const failing = (code: string) => () => ({
      ...{ status: 400, headers: { "content-type": "text/xml" } },
      body: `<ErrorResponse><Error><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
    });
    endpoint = await fakeEndpoint({ GetRole: failing("NoSuchEntity") });
    expect(await liveMeans({ region: "us-east-1" }).roleExists(side.roles.people)).toBe(false);
    await endpoint.close();
    endpoint = await fakeEndpoint({ GetRole: failing("AccessDenied") });
    await expect(liveMeans({ region: "us-east-1" }).roleExists(side.roles.people)).rejects.toThrow("no");
  });
});

describe("a profile", () => {
  const listed = (...names: string[]) => ({
    body: JSON.stringify({ UserProfiles: names.map((UserProfileName) => ({ UserProfileName, DomainId: "d-1" })) }),
  });

  test("is that of the first who has one, by the whole name", async () => {
    await endpoint.close();
    endpoint = await fakeEndpoint({
      ListUserProfiles: (body) => (body.includes("bob") ? listed("bob") : listed("alice-2")),
    });
    expect(await liveMeans({ region: "us-east-1" }).profileOf(["alice", "bob"])).toEqual({
      domainId: "d-1",
      name: "bob",
    });
    expect(endpoint.sent.map(({ body }) => body)).toEqual([
      '{"UserProfileNameContains":"alice"}',
      '{"UserProfileNameContains":"bob"}',
    ]);
  });

  test("of a team without any is none; a few are asked for", async () => {
    await endpoint.close();
    endpoint = await fakeEndpoint({ ListUserProfiles: () => listed() });
    expect(await liveMeans({ region: "us-east-1" }).profileOf(["a", "b", "c", "d"])).toBeUndefined();
    expect(endpoint.sent).toHaveLength(3);
  });
});
