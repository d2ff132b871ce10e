import { collect } from "../inspect/pages.ts";
import { byName, decoded, refusalKind, refusalOf, unlessGone } from "./iam-calls.ts";
import { serviceTime } from "./service-time.ts";

/** IAM's quotas are far below. */
const most = 1_000;

interface Paged {
  IsTruncated?: boolean | undefined;
  Marker?: string | undefined;
}

/** The items of all pages; each answer's time goes to `times`. */
export const listed = <Answer extends Paged, Item>(
  times: string[],
  page: (marker: string | undefined) => Promise<Answer>,
  itemsOf: (answer: Answer) => readonly Item[] | undefined,
): Promise<Item[]> =>
  collect(most, async (marker) => {
    const answer = await page(marker);
    times.push(serviceTime(answer));
    return { items: itemsOf(answer) ?? [], next: answer.IsTruncated ? answer.Marker : undefined };
  });

/** The inline policies of these names, by name. One that was deleted since it was listed is not there. */
export const documented = async (
  times: string[],
  names: readonly string[],
  ask: (name: string) => Promise<{ PolicyDocument?: string | undefined }>,
): Promise<readonly { name: string; document: string }[]> => {
  const read = await Promise.all(
    names.toSorted(byName).map(async (name) => {
      const { answer, at } = await unlessGone(() => ask(name));
      times.push(at);
      return answer && { name, document: decoded(answer.PolicyDocument ?? "") };
    }),
  );
  return read.flatMap((policy) => policy ?? []);
};

/**
 * What a principal holds, read at the same time as the principal itself. Where IAM has the principal and says of its policies
 * that there is no such principal, the SDK's error comes as it is, to be asked again: half an image would be taken for the whole.
 */
export const heldBeside = async <Own extends object, Held>(
  own: Promise<{ answer: Own | undefined; at: string }>,
  held: Promise<Held>,
): Promise<{ answer: Own; held: Held; at: string } | { answer: undefined; held?: undefined; at: string }> => {
  // Where there is no principal, nobody asks why its policies could not be read.
  held.catch(() => undefined);
  const { answer, at } = await own;
  if (answer === undefined) return { answer, at };
  try {
    return { answer, held: await held, at };
  } catch (error) {
    throw refusalKind(error) === "gone" ? error : refusalOf(error);
  }
};

export const newestOf = (times: readonly string[]): string => times.toSorted().at(-1) ?? "";
