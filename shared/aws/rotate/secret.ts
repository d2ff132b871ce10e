import {
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import type { Rotation } from "../../vendors/role/rotation.ts";
import { makeClient, type Place } from "../inspect/client.ts";

type Sender = Pick<SecretsManagerClient, "send">;

/** The secret with one vendor's external id: its versions, and its values, which nobody logs. */
export interface ExternalIdSecret {
  /** Undefined: there is no such secret. */
  versions(): Promise<Omit<Rotation, "isOverlap"> | undefined>;
  value(versionId: string): Promise<string>;
  /** Makes a new value as the version AWSPENDING. */
  makePending(): Promise<void>;
  /** Moves AWSCURRENT. */
  promote(versions: { current: string; pending: string }): Promise<void>;
  forgetPending(versionId: string): Promise<void>;
}

/** What the stack's secret is made of, too. */
const form = /^[A-Za-z0-9]{40}$/;

export const externalIdSecret = (
  SecretId: string,
  place: Place,
  client: Sender = makeClient(SecretsManagerClient, place),
): ExternalIdSecret => ({
  async versions() {
    const versions = await list(SecretId, client);
    const withStage = (stage: string) => versions?.find(({ VersionStages }) => VersionStages?.includes(stage));
    const current = withStage("AWSCURRENT")?.VersionId;
    if (current === undefined) return undefined;
    const { VersionId: id, CreatedDate } = withStage("AWSPENDING") ?? {};
    return { current, pending: id === undefined ? undefined : { id, at: CreatedDate?.toISOString() ?? "" } };
  },
  async value(VersionId) {
    return (await client.send(new GetSecretValueCommand({ SecretId, VersionId }))).SecretString ?? "";
  },
  async makePending() {
    const asked = { PasswordLength: 40, ExcludePunctuation: true };
    const { RandomPassword = "" } = await client.send(new GetRandomPasswordCommand(asked));
    if (!form.test(RandomPassword)) throw new Error("Secrets Manager did not make 40 letters and digits");
    const VersionStages = ["AWSPENDING"];
    await client.send(new PutSecretValueCommand({ SecretId, SecretString: RandomPassword, VersionStages }));
  },
  async promote({ current, pending }) {
    const move = { VersionStage: "AWSCURRENT", MoveToVersionId: pending, RemoveFromVersionId: current };
    await client.send(new UpdateSecretVersionStageCommand({ SecretId, ...move }));
  },
  async forgetPending(versionId) {
    const remove = { VersionStage: "AWSPENDING", RemoveFromVersionId: versionId };
    await client.send(new UpdateSecretVersionStageCommand({ SecretId, ...remove }));
  },
});

const list = async (SecretId: string, client: Sender) => {
  try {
    const { Versions = [] } = await client.send(new ListSecretVersionIdsCommand({ SecretId, MaxResults: 100 }));
    return Versions;
  } catch (error) {
    if ((error as Error).name === "ResourceNotFoundException") return undefined;
    throw error;
  }
};
