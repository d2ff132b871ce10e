import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { ListModelsCommand } from "@aws-sdk/client-sagemaker";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { dynamoTable } from "#shared/aws/dynamodb.ts";
import { roleEdge } from "#shared/aws/incidents/role-edge.ts";
import { tellTime } from "#shared/aws/incidents/service-time.ts";
import type { Incident } from "#shared/model/incident.ts";
import type { RoleImage } from "#shared/model/role-image.ts";
import { containment, externalIdSecret, names, vendorRole } from "#shared/names.ts";
import { incidentsOver } from "#shared/record/incidents.ts";
import { differences } from "#shared/restore/differences.ts";
import { type Credentials, clientsOf, issued, root } from "./clients.ts";
import { kestrel, kestrelSession, makeKestrelKey, setUpKestrel } from "./kestrel.ts";
import { poll } from "./poll.ts";
import type { Stage } from "./stage.ts";
import { taken, vendorClients } from "./vendor-clients.ts";

/** What the vendor has in its hands when it is found out. */
export interface Loot {
  session: Credentials;
  chained: Credentials;
  key: Credentials;
  /** ms since 1970: the call that gave it away. */
  at: number;
}

/** Where the play goes on from: the role as it was before, and the other vendor, who works all the while. */
export interface Ground {
  stage: Stage;
  loot: Loot;
  before: RoleImage;
  bystander: Bystander;
  /** What follows the first refusal needs no wall clock. */
  hurry(): Promise<void>;
}

/** How one line of the play ended. */
export interface Ended {
  isRight: boolean;
  what: string;
}

export interface Ending {
  story: string;
  play(ground: Ground): Promise<Ended>;
}

const auger = { account: "999988887777", address: "198.51.100.7", bucket: "auger-acmeorg" };

export interface Bystander {
  /** Ends its work; answers how often it called, and was refused. */
  stop(): Promise<{ calls: number; refused: number }>;
}

/** The other vendor lists its bucket five times a second. */
export const bystander = async ({ place }: Stage): Promise<Bystander> => {
  const secrets = new SecretsManagerClient({ endpoint: place.endpoint, region: place.region, credentials: root });
  const { SecretString = "" } = await secrets.send(new GetSecretValueCommand({ SecretId: externalIdSecret("auger") }));
  const { path, name } = vendorRole("auger");
  const role = `arn:aws:iam::${place.account}:role${path}${name}`;
  const asked = { account: auger.account, role, externalId: SecretString, name: "auger-1" };
  const credentials = await taken({ place, address: auger.address }, asked);
  const { s3 } = vendorClients({ place, address: auger.address, credentials });
  const count = { calls: 0, refused: 0 };
  let isOver = false;
  const work = async (): Promise<void> => {
    while (!isOver) {
      count.calls++;
      await s3.send(new ListObjectsV2Command({ Bucket: auger.bucket })).catch(() => count.refused++);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  const working = work();
  return {
    stop: async () => {
      isOver = true;
      await working;
      return count;
    },
  };
};

export const roleOf = async ({ place }: Stage): Promise<RoleImage> => {
  const { value } = await roleEdge(tellTime(clientsOf(place, root).iam)).read(kestrel.name);
  if (value === undefined) throw new Error("kestrel's role is gone");
  return value;
};

/** What AWS says to a call: `works`, or the error's name. */
const said = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "works",
    (error: Error) => error.name,
  );

const reads = ({ place }: Stage, credentials: Credentials): Promise<string> => {
  const { s3 } = vendorClients({ place, address: kestrel.address, credentials });
  return said(s3.send(new ListObjectsV2Command({ Bucket: kestrel.bucket })));
};
const listsModels = ({ place }: Stage, credentials: Credentials): Promise<string> =>
  said(clientsOf(place, credentials).sagemaker.send(new ListModelsCommand({})));
const asksWho = ({ place }: Stage, credentials: Credentials): Promise<string> =>
  said(clientsOf(place, credentials).sts.send(new GetCallerIdentityCommand({})));

const refused = (what: string): Ended => ({
  isRight: what === "AccessDenied" || what === "AccessDeniedException",
  what,
});

const incidentIn = async ({ root: { dynamodb } }: Stage, phases: readonly Incident["phase"][]): Promise<Incident> =>
  poll(`incident that is ${phases[0]}`, async () => {
    const table = dynamoTable(names.table, () => dynamodb);
    const row = await incidentsOver(table, { keep: 0 }).current(kestrel.role);
    return row && phases.includes(row.phase) ? row : undefined;
  });

const cli = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));
const config = fileURLToPath(new URL("sagewarden.yaml", import.meta.url));

/** The command itself, as an operator types it. */
const restore = async ({ place }: Stage): Promise<number> => {
  const env = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: place.endpoint,
    AWS_REGION: place.region,
    AWS_ACCESS_KEY_ID: root.accessKeyId,
    AWS_SECRET_ACCESS_KEY: root.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: "true",
  };
  const argv = [cli, "vendors", "restore", kestrel.role, "--config", config];
  return promisify(execFile)(process.execPath, argv, { env }).then(
    () => 0,
    (error: { code?: number }) => error.code ?? 1,
  );
};

/** From the abuse to the role as it was. Each line is one look at AWS itself. */
export const endings: readonly Ending[] = [
  {
    story: "its session is refused",
    play: async ({ stage, loot, hurry }) => {
      const what = await poll("refusal of the session", async () => {
        const answer = await reads(stage, loot.session);
        return answer === "works" ? undefined : answer;
      });
      const seconds = ((Date.now() - loot.at) / 1_000).toFixed(1);
      await hurry();
      return { ...refused(what), what: `${what}, ${seconds} s after the key` };
    },
  },
  {
    story: "it is contained, and that is proven",
    play: async ({ stage }) => {
      const { phase, rungs } = await incidentIn(stage, ["contained", "failed"]);
      const done = rungs.filter(({ status }) => status === "done").map(({ rung }) => rung);
      return { isRight: phase === "contained", what: `${phase}: ${done.join(", ")}` };
    },
  },
  {
    story: "a new session",
    play: async ({ stage }) => refused(await said(kestrelSession(stage))),
  },
  {
    story: "the session of the second role",
    play: async ({ stage, loot }) => refused(await listsModels(stage, loot.chained)),
  },
  {
    story: "the key that it made",
    play: async ({ stage, loot }) => {
      const what = await asksWho(stage, loot.key);
      return { isRight: what === "InvalidClientTokenId", what };
    },
  },
  {
    story: "sagewarden vendors restore kestrel-sync",
    play: async ({ stage, before }) => {
      const code = await restore(stage);
      const left = differences(before, await roleOf(stage));
      const isStampOnly = left.length === 1 && left[0]?.of === containment.revoke;
      const what = isStampOnly ? "as it was before, but for the deny of old sessions" : `${left.length} differences`;
      return { isRight: code === 0 && isStampOnly, what: `exit ${code}: ${what}` };
    },
  },
  {
    story: "a good session reads again",
    play: async ({ stage }) => {
      const what = await poll("good session", async () => {
        const answer = await reads(stage, await kestrelSession(stage));
        return answer === "works" ? answer : undefined; // the stamp has whole seconds
      });
      return { isRight: true, what };
    },
  },
  { story: "the stolen session", play: async ({ stage, loot }) => refused(await reads(stage, loot.session)) },
  {
    story: "the other vendor, all the while",
    play: async ({ bystander: other }) => {
      const { calls, refused: count } = await other.stop();
      return { isRight: count === 0 && calls > 0, what: `${calls} calls, ${count} refused` };
    },
  },
];

/** The vendor with a session, one of a second role, and the key that gives it away; another vendor works all the while. */
export const abused = async (stage: Stage, hurry: Ground["hurry"]): Promise<Ground> => {
  const before = await setUpKestrel(stage, roleOf);
  const other = await bystander(stage);
  const session = await kestrelSession(stage);
  const { sts } = vendorClients({ place: stage.place, address: kestrel.address, credentials: session });
  const asked = { RoleArn: stage.roles.execution, RoleSessionName: "sync" };
  const chained = issued((await sts.send(new AssumeRoleCommand(asked))).Credentials);
  const at = Date.now();
  const key = await makeKestrelKey(stage, session);
  return { stage, loot: { session, chained, key, at }, before, bystander: other, hurry };
};
