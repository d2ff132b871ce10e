import type { ListPage } from "../aws/sagemaker-lists.ts";
import type { TaggedPage } from "../aws/tagging.ts";
import { parseArn } from "../model/arn.ts";
import type { Tags } from "../model/tags.ts";
import type { Part, Progress } from "./cursor.ts";
import { type Listed, readPage } from "./listing.ts";
import { type List, lists, parentOf, type Reading, readingId, readingsOf } from "./lists.ts";
import type { Run } from "./progress.ts";

export interface Reads {
  list(reading: Reading, token: string | undefined): Promise<ListPage>;
  tagged(region: string, token: string | undefined): Promise<TaggedPage>;
}

export interface Place {
  account: string;
  partition: string;
  regions: readonly string[];
}

/** Everything that exists, and who has what. */
export interface Gathered {
  listed: ReadonlyMap<string, Listed>;
  tags: ReadonlyMap<string, Tags>;
  /** What could not be read, each as one sentence. */
  unread: readonly string[];
}

const regionIn = (arn: string): string => parseArn(arn)?.region ?? "";

export const tagsId = (region: string): string => `${region} GetResources`;

/** Collects what pages tell, of this run and of the ones before it. `onListed` hears of each resource once. */
const collector = (parts: readonly Part[], onListed: (resource: Listed) => void) => {
  const listed = new Map<string, Listed>();
  const tags = new Map<string, Tags>();
  const strange = new Set<string>();
  const add = (part: Partial<Part>): Partial<Part> => {
    for (const one of part.listed ?? []) {
      if (!listed.has(one.arn)) onListed(one);
      listed.set(one.arn, one);
    }
    for (const [arn, own] of part.tagged ?? []) tags.set(arn, own);
    return part;
  };
  for (const part of parts) add(part);
  return { listed, tags, strange, add };
};

type Found = ReturnType<typeof collector>;

const readTags = (run: Run, found: Found, region: string, reads: Reads): Promise<void> =>
  run.read({
    id: tagsId(region),
    operation: { region, service: "tagging", name: "GetResources" },
    page: (token) => reads.tagged(region, token),
    take: ({ tagged }) => found.add({ tagged }),
  });

const readList = (run: Run, found: Found, reading: Reading, place: Place, reads: Reads): Promise<void> =>
  run.read({
    id: readingId(reading),
    operation: { region: reading.region, service: "sagemaker", name: reading.list.call },
    page: (token) => reads.list(reading, token),
    take: ({ answer }) => {
      const { found: listed, strange } = readPage(reading.list, answer, { ...place, region: reading.region });
      for (const words of strange) found.strange.add(`${reading.region}: ${words}`);
      return found.add({ listed });
    },
  });

/**
 * Reads every list and the tags of every region, all operations at the same time. Answers what was gathered when all is
 * read; undefined when the time was up before: the run was saved, and the next one goes on.
 */
export const gather = async (
  run: Run,
  parts: readonly Part[],
  place: Place,
  reads: Reads,
  onListed: (resource: Listed) => void = () => undefined,
): Promise<Gathered | undefined> => {
  const found = collector(parts, onListed);

  /** The readings of one operation one after another: they share its pace. Then what lies below them. */
  const readAll = async (list: List, region: string, above: readonly Listed[] = []): Promise<void> => {
    for (const reading of readingsOf(list, region, above)) await readList(run, found, reading, place, reads);
    if (run.isOver()) return;
    const own = [...found.listed.values()].filter(
      ({ arn, kind }) => kind === list.kind.kind && regionIn(arn) === region,
    );
    const below = lists.filter((child) => parentOf(child) === list.call);
    await Promise.all(below.map((child) => readAll(child, region, own)));
  };

  const roots = lists.filter((list) => parentOf(list) === undefined);
  await Promise.all(
    place.regions.flatMap((region) => [
      readTags(run, found, region, reads),
      ...roots.map((list) => readAll(list, region)),
    ]),
  );
  await run.save();
  return run.isOver() ? undefined : gatheredOf(found, run.cursor().progress);
};

/** Without its tags a resource looks as if it had none: what is in a region whose tags could not be read is not judged. */
const gatheredOf = ({ listed, tags, strange }: Found, progress: Readonly<Record<string, Progress>>): Gathered => {
  const failed = Object.entries(progress).flatMap(([id, { failed: why }]) => (why === undefined ? [] : [[id, why]]));
  const blind = new Set(failed.map(([id]) => id));
  const seen = [...listed].filter(([arn]) => !blind.has(tagsId(regionIn(arn))));
  return { listed: new Map(seen), tags, unread: [...failed.map((words) => words.join(": ")), ...strange] };
};
