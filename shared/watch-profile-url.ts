import { classify } from "./act/classify.ts";
import { whoIs } from "./attribute/index.ts";
import { profileNameIn } from "./attribute/profile-person.ts";
import { settleDelay } from "./decide/delays.ts";
import { profileUrlNotices } from "./decide/profile-url-notices.ts";
import { profileUrlRules } from "./detect/index.ts";
import { findingsOf } from "./detect/rule.ts";
import type { Situation } from "./edges.ts";
import type { ProfileUrl } from "./model/activity.ts";
import { RetryLater } from "./model/errors.ts";
import { inDirectory } from "./model/settings.ts";
import { keyOf } from "./model/tag-keys.ts";
import type { Tags } from "./model/tags.ts";
import { secondsBetween } from "./model/time.ts";

/** Seconds in which the record of the session that asked mostly arrives: a stolen address is used at once. */
const patience = 120;

/** Who asked for a profile's address, against whose the profile is. Only tells: the address is out, or was refused. */
export const watchProfileUrl = async (asked: ProfileUrl, { settings, edges }: Situation): Promise<void> => {
  const { owner } = await whoIs(asked, settings, edges.lookups);
  const asker = owner.studiouserid?.value ?? null;
  if (asker === null && secondsBetween(asked.at, edges.now()) < patience)
    throw new RetryLater("the session's record may still arrive", settleDelay(asked.at, edges.now()));
  const { arn } = asked.resource;
  const tags: Tags = await edges.tags.list(arn).catch((error: unknown) => {
    if (classify(error).kind === "gone") return {};
    throw error;
  });
  const name = profileNameIn(arn) ?? "";
  const named = inDirectory(settings.people, name) === undefined ? null : name;
  const key = keyOf("studiouserid", settings);
  const profile = { name, studiouserid: Object.hasOwn(tags, key) ? (tags[key] ?? null) : named };
  const findings = findingsOf(profileUrlRules, { asked, profile, asker }, arn);
  for (const notice of profileUrlNotices({ asked, profile, asker }, findings, settings, edges.now()))
    await edges.notify(notice);
};
