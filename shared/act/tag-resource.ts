import { missingFrom } from "../decide/view.ts";
import type { TagEdge } from "../edges.ts";
import { type Tags, tagLimits, tagMap } from "../model/tags.ts";
import { CannotTag } from "./classify.ts";

export interface TagRequest {
  arn: string;
  /** What has to be there in the end. */
  wanted: Tags;
  /** What is known already. `complete`: no other tag was there; `live`: just read from the resource, so that no second read is due. */
  known: { tags: Tags; complete: boolean; live?: boolean };
  /** The resource may have changed since: propagation, an earlier delivery, time. */
  doubt: boolean;
}

export interface TagResult {
  /** Missing or wrong keys, now written. */
  written: Tags;
  /** The values that were there instead. */
  replaced: Tags;
  /** SageMaker calls made: 0, 1 or 2. */
  calls: number;
  /** All tags before the write; undefined where they were neither read nor completely known. */
  before: Tags | undefined;
}

/**
 * Writes the missing and the wrong keys in one AddTags. Reads first where something is in doubt, and always before a
 * value is replaced: AddTags overwrites without a condition. Throws `CannotTag`, or the edge's error as it is.
 */
export const tagResource = async (request: TagRequest, tags: Pick<TagEdge, "list" | "add">): Promise<TagResult> => {
  const { arn, wanted, known } = request;
  refuseInvalid(wanted);
  const mustRead = needsRead(request);
  const current = mustRead ? await tags.list(arn) : known.tags;
  const written = missingFrom(current, wanted);
  const before = mustRead || known.complete || known.live ? current : undefined;
  const calls = mustRead ? 1 : 0;
  if (Object.keys(written).length === 0) return { written, replaced: tagMap([]), calls, before };
  refuseTooMany(current, written);
  await tags.add(arn, written);
  return { written, replaced: replacedBy(written, current), calls: calls + 1, before };
};

const needsRead = ({ wanted, known, doubt }: TagRequest): boolean => {
  if (known.live) return false;
  if (doubt) return Object.keys(wanted).length > 0;
  const missing = Object.keys(missingFrom(known.tags, wanted));
  if (missing.length === 0) return false;
  return !known.complete || missing.some((key) => Object.hasOwn(known.tags, key));
};

const replacedBy = (written: Tags, current: Tags): Tags =>
  tagMap(Object.entries(current).filter(([key]) => Object.hasOwn(written, key)));

const refuseInvalid = (wanted: Tags): void => {
  for (const [key, value] of Object.entries(wanted)) {
    if (/^aws:/i.test(key)) throw new CannotTag("a tag key that begins with aws: is reserved");
    const keyFits = key.length > 0 && key.length <= tagLimits.key && tagLimits.pattern.test(key);
    if (!keyFits) throw new CannotTag(`a tag key has 1 to ${tagLimits.key} letters, digits, spaces and _.:/=+-@`);
    if (value.length > tagLimits.value || !tagLimits.pattern.test(value))
      throw new CannotTag(
        `the value of tag ${key} is not at most ${tagLimits.value} letters, digits, spaces and _.:/=+-@`,
      );
  }
};

/** AWS's own `aws:` tags do not count. */
const refuseTooMany = (current: Tags, written: Tags): void => {
  const keys = new Set([...Object.keys(current), ...Object.keys(written)].filter((key) => !key.startsWith("aws:")));
  if (keys.size > tagLimits.count)
    throw new CannotTag(`the resource would have ${keys.size} tags, at most ${tagLimits.count} are allowed`);
};
