import type { RoleImage, UserImage } from "#shared/model/role-image.ts";
import { type Account, byName } from "./iam-account.ts";
import { checkInline, checkName, checkTags, checkTrust, quota, refuse } from "./iam-limits.ts";

export interface Surroundings {
  account: string;
  /** IAM's time. */
  at: string;
  newId(prefix: "AROA" | "AIDA"): string;
}

/** One write: the account after it, or the same one where it is so already. Throws `IamRefusal`. */
export type Change = (account: Account, around: Surroundings) => Account;

const withRole = (account: Account, role: RoleImage): Account => ({
  ...account,
  roles: new Map(account.roles).set(role.name, role),
});

const roleNamed = ({ roles }: Account, name: string): RoleImage =>
  roles.get(name) ?? refuse("gone", `NoSuchEntity: the role ${name}`);

const onRole =
  (name: string, change: (role: RoleImage, account: Account, around: Surroundings) => RoleImage): Change =>
  (account, around) => {
    const role = roleNamed(account, name);
    if (role.path.startsWith("/aws-service-role/") || role.path.startsWith("/aws-reserved/"))
      refuse("refused", `UnmodifiableEntity: the role ${name}`);
    const changed = change(role, account, around);
    return JSON.stringify(changed) === JSON.stringify(role) ? account : withRole(account, changed);
  };

type Policy = RoleImage["inline"][number];

const withInline = (of: "role" | "user", inline: readonly Policy[], policy: Policy): readonly Policy[] => {
  checkInline(of, inline, policy);
  return byName([...inline.filter(({ name }) => name !== policy.name), policy]);
};

const withAttached = (account: Account, attached: readonly string[], arn: string): readonly string[] => {
  needsPolicy(account, arn);
  if (attached.includes(arn)) return attached;
  if (attached.length >= quota.attached) refuse("full", "LimitExceeded: attached policies");
  return [...attached, arn].toSorted();
};

const needsPolicy = ({ managed }: Account, arn: string): void => {
  if (!managed.has(arn)) refuse("gone", `NoSuchEntity: the policy ${arn}`);
};

const byKey = (tags: RoleImage["tags"]): RoleImage["tags"] => tags.toSorted((a, b) => (a.key < b.key ? -1 : 1));

/** What IAM does, by the names of `RoleEdge`'s writes and a few more. */
export const changes = {
  putInline: (role: string, name: string, document: string): Change =>
    onRole(role, (image) => ({ ...image, inline: withInline("role", image.inline, { name, document }) })),
  deleteInline: (role: string, name: string): Change =>
    onRole(role, (image) => ({ ...image, inline: image.inline.filter((each) => each.name !== name) })),
  setTrust: (role: string, trust: string): Change =>
    onRole(role, (image, account, around) => {
      checkTrust(trust, account, around.account);
      return { ...image, trust };
    }),
  attach: (role: string, arn: string): Change =>
    onRole(role, (image, account) => ({ ...image, attached: withAttached(account, image.attached, arn) })),
  detach: (role: string, arn: string): Change =>
    onRole(role, (image) => ({ ...image, attached: image.attached.filter((each) => each !== arn) })),
  setBoundary: (role: string, arn: string | undefined): Change =>
    onRole(role, (image, account) => {
      if (arn !== undefined) needsPolicy(account, arn);
      return { ...image, boundary: arn };
    }),
  update: (role: string, { maxSession, description }: Pick<RoleImage, "maxSession" | "description">): Change =>
    onRole(role, (image) => {
      if (maxSession < 3_600 || maxSession > 43_200) refuse("malformed", "MaxSessionDuration");
      return { ...image, maxSession, description };
    }),
  tag: (role: string, tags: RoleImage["tags"]): Change =>
    onRole(role, (image) => {
      const kept = image.tags.filter(({ key }) => !tags.some((each) => each.key.toLowerCase() === key.toLowerCase()));
      checkTags(tags);
      checkTags([...kept, ...tags]);
      return { ...image, tags: byKey([...kept, ...tags]) };
    }),
  untag: (role: string, keys: readonly string[]): Change =>
    onRole(role, (image) => ({ ...image, tags: image.tags.filter(({ key }) => !keys.includes(key)) })),
  addToProfile: (role: string, profile: string): Change =>
    onRole(role, (image, account) => {
      if (!account.profiles.has(profile)) refuse("gone", `NoSuchEntity: the instance profile ${profile}`);
      const holder = [...account.roles.values()].find(({ profiles }) => profiles.includes(profile));
      if (holder && holder.name !== role) refuse("full", "LimitExceeded: InstanceSessionsPerInstanceProfile");
      return holder ? image : { ...image, profiles: [...image.profiles, profile].toSorted() };
    }),
  removeFromProfile: (role: string, profile: string): Change =>
    onRole(role, (image) => ({ ...image, profiles: image.profiles.filter((each) => each !== profile) })),
  create:
    (image: RoleImage): Change =>
    (account, around) => {
      const { name, path, trust, description, maxSession, boundary } = image;
      checkName("role", name);
      if ([...account.roles.keys()].some((each) => each.toLowerCase() === name.toLowerCase()))
        refuse("refused", `EntityAlreadyExists: the role ${name}`);
      checkTrust(trust, account, around.account);
      checkTags(image.tags);
      if (boundary !== undefined) needsPolicy(account, boundary);
      const arn = `arn:aws:iam::${around.account}:role${path}${name}`;
      return withRole(account, {
        ...{
          arn,
          id: around.newId("AROA"),
          name,
          path,
          createdAt: around.at,
          description,
          maxSession,
          trust,
          boundary,
        },
        ...{ inline: [], attached: [], tags: byKey(image.tags), profiles: [] },
      });
    },
  delete:
    (name: string): Change =>
    (account) => {
      const role = account.roles.get(name);
      if (!role) return account;
      if (role.inline.length + role.attached.length + role.profiles.length > 0)
        refuse("refused", "DeleteConflict: policies and instance profiles go first");
      const roles = new Map(account.roles);
      roles.delete(name);
      // Who named it by its ARN names its id from now on.
      for (const each of roles.values())
        roles.set(each.name, {
          ...each,
          trust: each.trust.replaceAll(JSON.stringify(role.arn), JSON.stringify(role.id)),
        });
      return { ...account, roles };
    },
} as const;

const onUser =
  (name: string, change: (user: UserImage, account: Account) => UserImage): Change =>
  (account) => {
    const user = account.users.get(name) ?? refuse("gone", `NoSuchEntity: the user ${name}`);
    const changed = change(user, account);
    if (JSON.stringify(changed) === JSON.stringify(user)) return account;
    return { ...account, users: new Map(account.users).set(name, changed) };
  };

export const userChanges = {
  setKey: (user: string, id: string, to: "Active" | "Inactive"): Change =>
    onUser(user, (image) => {
      if (!image.keys.some((key) => key.id === id)) refuse("gone", `NoSuchEntity: the key ${id}`);
      return { ...image, keys: image.keys.map((key) => (key.id === id ? { id, active: to === "Active" } : key)) };
    }),
  putInline: (user: string, name: string, document: string): Change =>
    onUser(user, (image) => ({ ...image, inline: withInline("user", image.inline, { name, document }) })),
  deleteInline: (user: string, name: string): Change =>
    onUser(user, (image) => ({ ...image, inline: image.inline.filter((each) => each.name !== name) })),
  attach: (user: string, arn: string): Change =>
    onUser(user, (image, account) => ({ ...image, attached: withAttached(account, image.attached, arn) })),
  detach: (user: string, arn: string): Change =>
    onUser(user, (image) => ({ ...image, attached: image.attached.filter((each) => each !== arn) })),
  createUser:
    (name: string, inline: RoleImage["inline"]): Change =>
    (account, around) => {
      if (account.users.has(name)) refuse("refused", `EntityAlreadyExists: the user ${name}`);
      const arn = `arn:aws:iam::${around.account}:user/${name}`;
      const user: UserImage = {
        arn,
        id: around.newId("AIDA"),
        name,
        keys: [],
        inline,
        attached: [],
        hasPassword: false,
      };
      return { ...account, users: new Map(account.users).set(name, user) };
    },
  createKey: (user: string, id: string): Change =>
    onUser(user, (image) => {
      if (image.keys.length >= 2) refuse("full", "LimitExceeded: AccessKeysPerUser");
      return { ...image, keys: [...image.keys, { id, active: true }] };
    }),
  deleteKey: (user: string, id: string): Change =>
    onUser(user, (image) => ({ ...image, keys: image.keys.filter((key) => key.id !== id) })),
} as const;
