import type { Try } from "../model.ts";
import type { World } from "../world.ts";
import { appsAndSpaces } from "./apps-and-spaces.ts";
import { assumeRole } from "./assume-role.ts";
import { changeRole } from "./change-role.ts";
import { createFromTheirs } from "./create-from-theirs.ts";
import { createUserProfile } from "./create-user-profile.ts";
import { elsewhere } from "./elsewhere.ts";
import { mountHomes } from "./mount-homes.ts";
import { passRole } from "./pass-role.ts";
import { presignedUrl } from "./presigned-url.ts";
import { addTags, deleteTags } from "./retag.ts";
import { serveTheirs } from "./serve-theirs.ts";
import { images, keys, logs, objects, search } from "./services.ts";
import { signIn } from "./sign-in.ts";
import { tagRole } from "./tag-role.ts";
import { updateDomain, updateUserProfile } from "./update-profile-or-domain.ts";
import { useTheirs } from "./use-theirs.ts";

/** Everything that an attacker may try. The order decides between chains of the same length. */
export const moves: readonly ((world: World) => readonly Try[])[] = [
  ...[useTheirs, search, presignedUrl, appsAndSpaces, createFromTheirs, serveTheirs],
  ...[objects, images, logs, keys, mountHomes, elsewhere],
  ...[updateUserProfile, updateDomain, createUserProfile, passRole],
  ...[addTags, deleteTags, tagRole, changeRole, assumeRole, signIn],
];
