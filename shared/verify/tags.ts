export type Tags = Readonly<Record<string, string>>;

/** Condition keys, and the tag keys in them, mind no case. */
export const isSameKey = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export const tagValue = (tags: Tags, key: string): string | undefined =>
  Object.entries(tags).find(([each]) => isSameKey(each, key))?.[1];

export const without = (tags: Tags, key: string): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([each]) => !isSameKey(each, key)));

/** A tag of the session takes the place of the role's, in whatever case. */
export const principalTags = (role: Tags, session: Tags): Tags => ({
  ...Object.keys(session).reduce(without, role),
  ...session,
});

/** Another spelling of the same key, for IAM's conditions. */
export const otherCase = (key: string): string => (key === key.toUpperCase() ? key.toLowerCase() : key.toUpperCase());

/** Services have keys of their own that say the same as `aws:ResourceTag`. */
export const serviceTags = (action: string, tags: Tags): Readonly<Record<string, string>> => {
  const service = action.slice(0, action.indexOf(":"));
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${service}:ResourceTag/${key}`, value]));
};
