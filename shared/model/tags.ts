/** Tags as a plain map. Built with `tagMap`, so that a key such as `__proto__` is only a key. */
export type Tags = Readonly<Record<string, string>>;

/** The limits of the SageMaker service model (botocore 1.44.5): TagList, TagKey, TagValue. */
export const tagLimits = { count: 50, key: 128, value: 256, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u };

/** A map without a prototype: keys are chosen by callers we do not trust. */
export const tagMap = (pairs: Iterable<readonly [string, string]>): Tags => {
  const map: Record<string, string> = Object.create(null);
  for (const [key, value] of pairs) map[key] = value;
  return map;
};

/** As AWS's calls take them. */
export const tagList = (tags: Tags): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
