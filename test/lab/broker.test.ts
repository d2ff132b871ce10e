import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { dynamoTable } from "#shared/aws/dynamodb.ts";
import { names } from "#shared/names.ts";
import { issuesOver } from "#shared/record/issues.ts";
import { markContained } from "#shared/record/mark-contained.ts";
import { vendorRolesOver } from "#shared/record/vendor-roles.ts";
import { type FakeIssuer, startIssuer } from "#shared/vend/fake-issuer.ts";
import { assertionXml, encoded, responseWith, signed } from "#shared/vend/fake-provider.ts";
import type { Answer } from "../../cli/who/model.ts";
import { type Proof, vendCredentials, vendedCredentials } from "../../clients/typescript/vend-credentials.ts";
import { root } from "../../lab/demo/clients.ts";
import { machineOf } from "./borrow/run.ts";
import { makeStage, type Stage } from "./broker/stage.ts";
import { eventually, startPatience } from "./harness.ts";

const run = promisify(execFile);
const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const application = "arn:aws:sts::000000000000:assumed-role/sales-app/i-0123456789abcdef0";

let issuer: FakeIssuer;
let stage: Stage;

beforeAll(async () => {
  issuer = await startIssuer();
  stage = await makeStage(issuer.address);
}, startPatience);
afterAll(async () => {
  issuer?.stop();
  await stage?.end();
});

const wish = async (proof: Proof | (() => Promise<Proof>), connection = "sales", role = "apps/sales-app") => ({
  ...{ url: stage.url, region: "us-east-1", connection, proof },
  credentials: await stage.keysOf(role),
});
const ask = async (...asked: Parameters<typeof wish>) => vendCredentials(await wish(...asked));
const tokenOf = async (subject = "alice-at-idp", change: object = {}): Promise<Proof> => ({
  oidcToken: await issuer.tokenFor(subject, change),
});

const assertionOf = (id: string): Proof => {
  const at = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
  const span = `NotOnOrAfter="${at(300)}"`;
  const xml = assertionXml({
    id,
    issued: at(0),
    data: span,
    conditions: span,
    signIn: `<saml:AuthnStatement AuthnInstant="${at(0)}"/>`,
  });
  return { samlAssertion: encoded(signed(responseWith(xml), stage.provider)) };
};

const table = () => {
  const client = new DynamoDBClient({ endpoint: stage.lab.endpoint, region: "us-east-1", credentials: root });
  return dynamoTable(names.table, () => client);
};
const rowOf = (accessKeyId: string) => issuesOver(table(), { keep: 0 }).of(accessKeyId);

describe("an instance's role, with a person's token", () => {
  test("reads the connection's folder as the person, in TypeScript, and no other", async () => {
    const credentials = vendedCredentials(await wish(() => tokenOf()));
    const s3 = new S3Client({ endpoint: stage.lab.endpoint, region: "us-east-1", forcePathStyle: true, credentials });
    const read = (Key: string) => s3.send(new GetObjectCommand({ Bucket: "lake", Key }));
    expect(await (await read("sales/a")).Body?.transformToString()).toBe("sales/a");
    await expect(read("marketing/a")).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("and by boto3, with one token for two questions", async () => {
    const { accessKeyId, secretAccessKey, sessionToken } = await stage.keysOf("apps/sales-app");
    const env = {
      ...{ PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: "1", AWS_CONFIG_FILE: "/dev/null" },
      PYTHONPATH: `${folder("../../clients/python")}:${stage.lab.installed.clients}`,
      ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken },
    };
    const args = [folder("broker/client.py"), stage.url, "sales", stage.lab.endpoint, "sales/a", "marketing/a"];
    const running = run("python3", args, { env });
    running.child.stdin?.end(JSON.stringify([await issuer.tokenFor("alice-at-idp"), "second"]));
    expect(JSON.parse((await running).stdout)).toEqual({ read: ["sales/a", "AccessDenied"], left: 1 });
  });

  test("is recorded with who asked and how it was proven", async () => {
    const { accessKeyId, person } = await ask(await tokenOf());
    expect(person).toBe("alice");
    expect(await rowOf(accessKeyId)).toMatchObject({ person, application, connection: "sales", proof: "oidc" });
  });
});

test("an assertion is taken once", async () => {
  const proof = assertionOf("_once");
  const { accessKeyId } = await ask(proof);
  expect(await rowOf(accessKeyId)).toMatchObject({ person: "alice", proof: "saml" });
  await expect(ask(proof)).rejects.toMatchObject({ status: 403, gate: "proof" });
});

test("an application's bare word counts where the connection trusts it, and is recorded as its own", async () => {
  await expect(ask({ person: "alice" })).rejects.toMatchObject({ status: 403, gate: "application" });
  const { accessKeyId } = await ask({ person: "alice" }, "word");
  expect(await rowOf(accessKeyId)).toMatchObject({ person: "alice", application, proof: "application" });
});

describe("who tells", () => {
  const tell = async (accessKeyId: string): Promise<Answer> => {
    const machine = machineOf(stage.lab);
    const args = ["who", accessKeyId, "--json", "--config", stage.config];
    const answer = await eventually("the STS record", async () => {
      const said = JSON.parse((await machine.sagewarden(args, root)).stdout) as Answer;
      return said.chain[0]?.askedBy ? said : undefined;
    });
    machine.end();
    return answer;
  };

  test("of a key from the broker whose proof it saw, and by which application", async () => {
    expect(await tell((await ask(await tokenOf())).accessKeyId)).toMatchObject({
      ...{ person: "alice", team: "Sales", connection: "sales", connectionBy: "broker", sourceIdentity: "alice" },
      ...{ proof: { resolver: "broker", strength: "proven" }, application: { application, proof: "oidc" } },
      ...{ contradictions: [], isOver: false, chain: [{ connection: "sales", askedBy: { type: "AssumedRole" } }, {}] },
    });
  });

  test("that only an application said so", async () => {
    expect(await tell((await ask({ person: "alice" }, "word")).accessKeyId)).toMatchObject({
      ...{
        person: "alice",
        connection: "word",
        proof: { resolver: "broker", strength: "asserted" },
        contradictions: [],
      },
    });
  });
});

describe("nobody else gets anything", () => {
  test("a token that was used, by two at once or later", async () => {
    const proof = await tokenOf();
    const tries = await Promise.allSettled([ask(proof), ask(proof)]);
    expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(ask(proof)).rejects.toMatchObject({ status: 403, gate: "proof" });
  });

  test.each<[string, string, () => Promise<Proof>, string?, string?]>([
    ["a token for another application", "proof", () => tokenOf("alice-at-idp", { aud: "another" })],
    ["a person of another group", "group", () => tokenOf("bob-at-idp")],
    ["nobody of the directory", "person", () => tokenOf("zoe-at-idp")],
    ["no such connection", "connection", () => tokenOf(), "other"],
    [
      "an application that may call every function, and is no caller",
      "application",
      () => tokenOf(),
      "sales",
      "other-app",
    ],
  ])("%s", async (_, gate, proof, connection = "sales", role = "apps/sales-app") => {
    await expect(ask(await proof(), connection, role)).rejects.toMatchObject({ status: 403, gate });
  });

  test("a role that is contained", async () => {
    const roles = vendorRolesOver(table(), { keep: 86_400 });
    const role = "arn:aws:iam::000000000000:role/sales";
    await markContained(role, { at: new Date().toISOString(), newSessions: "denied" }, roles);
    await expect(ask(await tokenOf())).rejects.toMatchObject({ status: 403, gate: "trust" });
    await markContained(role, undefined, roles);
    expect((await ask(await tokenOf())).person).toBe("alice");
  });
});
