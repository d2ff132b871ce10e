import type { RoleWanted } from "../assume/model.ts";
import { inDirectory, type Settings } from "../model/settings.ts";
import { tagKeysOf } from "../model/tag-keys.ts";
import type { Tags } from "../model/tags.ts";
import type { Admitted } from "./admit.ts";

/** By which a session says its connection, where the role's trust lets tags in. */
const connectionTag = "sagewarden:connection";

type Of = Pick<Settings, "people" | "tags">;

/** What STS is asked for, or undefined: the connection takes no role. `person`: who was admitted. */
export const wantedBy = (admitted: Admitted, person: string, settings: Of): RoleWanted | undefined => {
  const { connection, seconds, roleArn, policy } = admitted;
  if (roleArn === undefined) return undefined;
  const { externalId, sessionTags, sourceIdentity } = connection;
  return {
    ...{ roleArn, policy, seconds, sessionName: person },
    ...(externalId !== undefined && { externalId }),
    ...(sessionTags && tagsOf(connection.name, person, settings)),
    ...(sourceIdentity && { sourceIdentity: person }),
  };
};

/** Transitive: a role taken from here on is still this person's. */
const tagsOf = (
  connection: string,
  person: string,
  settings: Of,
): { tags: Tags; transitiveKeys: readonly string[] } => {
  const keys = tagKeysOf(settings);
  const team = inDirectory(settings.people, person)?.team ?? "";
  return {
    tags: { [keys.team]: team, [keys.studiouserid]: person, [connectionTag]: connection },
    transitiveKeys: [keys.team, keys.studiouserid],
  };
};
