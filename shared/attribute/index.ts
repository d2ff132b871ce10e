import type { Creation, Recorded } from "../model/activity.ts";
import type { Attribution } from "../model/owner.ts";
import type { Settings } from "../model/settings.ts";
import { tagKeysOf } from "../model/tag-keys.ts";
import { conclude, type Heard, hear, isOpen, nothingHeard } from "./answers.ts";
import { directoryOf } from "./directory.ts";
import { iamUser } from "./iam-user.ts";
import { authenticatedIn } from "./identities.ts";
import { identityCenter } from "./identity-center.ts";
import { lineage } from "./lineage.ts";
import type { Lookups } from "./lookups.ts";
import { unlessForAnother } from "./profile-person.ts";
import { requestTags } from "./request-tags.ts";
import type { Resolver, Seen } from "./resolver.ts";
import { roleTags } from "./role-tags.ts";
import { readChain } from "./session-chain.ts";
import { sessionTags } from "./session-tags.ts";
import { sourceIdentity } from "./source-identity.ts";
import { systemTags } from "./system-tags.ts";

export { isProvisioner } from "./request-tags.ts";

/** In the order in which they are asked. */
export const resolvers: readonly Resolver[] = [
  requestTags,
  sessionTags,
  sourceIdentity,
  identityCenter,
  systemTags,
  iamUser,
  lineage,
  roleTags,
];

/**
 * Whose a creation is: the team and the person, each with its evidence, or null where nothing proves one. A resolver is
 * asked only while a tag that it can prove is missing, so a lookup is paid for only then. Throws only `RetryLater`, when a
 * lookup does.
 */
export const attribute = async (creation: Creation, settings: Settings, lookups: Lookups): Promise<Attribution> =>
  unlessForAnother(await ask(creation, creation, resolvers, settings, lookups), creation, directoryOf(settings));

/** The team and the person behind a principal, whatever it did: no request tags, no lineage. */
export const whoIs = (recorded: Recorded, settings: Settings, lookups: Lookups): Promise<Attribution> =>
  ask(
    recorded,
    undefined,
    resolvers.filter(({ of }) => of === "principal"),
    settings,
    lookups,
  );

const ask = async (
  recorded: Recorded,
  creation: Creation | undefined,
  order: readonly Resolver[],
  settings: Settings,
  lookups: Lookups,
): Promise<Attribution> => {
  const [directory, keys] = [directoryOf(settings), tagKeysOf(settings)];
  const chain = once(() => readChain(recorded, settings, lookups));
  const seen: Seen = {
    recorded,
    creation,
    settings,
    keys,
    directory,
    lookups,
    chain,
    authenticated: once(async () => authenticatedIn(await chain(), { recorded, keys, directory, lookups })),
    lineage: once(async () => creation && (await lookups.lineage(creation.resource))),
  };
  let heard: Heard = nothingHeard;
  for (const { id, proves, resolve } of order) {
    if (!isOpen(heard, proves)) continue;
    heard = hear(heard, id, await resolve(seen), directory);
  }
  return conclude(heard, directory, recorded.at);
};

const once = <Value>(question: () => Promise<Value>): (() => Promise<Value>) => {
  let answer: Promise<Value> | undefined;
  return () => {
    answer ??= question();
    return answer;
  };
};
