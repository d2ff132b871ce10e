import { BadInput } from "#shared/model/errors.ts";
import { epochOf, isoAt, secondsOf } from "#shared/model/time.ts";

/** The longest span: what is older has left the ledger (`retention.ledger`). */
const longest = secondsOf("P400D");

/** When the report begins: `--since` is an ISO 8601 duration before now. Throws BadInput. */
export const beginOf = (since: unknown, now: string): string => {
  const isDuration = typeof since === "string" && /^P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/.test(since);
  const seconds = isDuration ? secondsOf(since) : 0;
  if (seconds < 1 || seconds > longest)
    throw new BadInput(
      `--since: found ${JSON.stringify(String(since).slice(0, 40))}; allowed: an ISO 8601 duration such as P7D or PT12H, at most P400D`,
    );
  return isoAt((epochOf(now) ?? 0) - seconds * 1000);
};
