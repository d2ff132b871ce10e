import type { Notice } from "../model/notice.ts";
import type { Pause } from "../model/pause.ts";
import { secondsBetween } from "../model/time.ts";
import { endOf, inForce } from "./pause.ts";

/** Seconds for which the end of a pause is told: the one who tells it comes every five minutes. */
const tellEnd = 60 * 60;

/** What operators are told of the newest pause: that it began, and that it is over. Stable ids: each is told once. */
export const pauseNotice = (pause: Pause, parameterArn: string, now: string): Notice | undefined => {
  if (inForce(pause, now)) return pausedNotice(pause, parameterArn);
  const since = secondsBetween(endOf(pause), now);
  return since >= 0 && since < tellEnd ? resumedNotice(pause, parameterArn) : undefined;
};

type Told = Pick<Notice, "id" | "type" | "severity" | "at" | "title" | "detail" | "remediation">;

const noticeOf = (told: Told, { from, by, reason, containment }: Pause, arn: string): Notice => ({
  ...told,
  resource: { arn, kind: undefined },
  team: undefined,
  studiouserid: undefined,
  facts: { from, by, reason, containment: containment ? "waits too" : "goes on" },
});

const pausedNotice = (pause: Pause, arn: string): Notice => {
  const waits = pause.containment ? "tagging, stopping, deleting and containing" : "tagging, stopping and deleting";
  return noticeOf(
    {
      id: `paused#${pause.from}#${endOf(pause)}`,
      type: "paused",
      severity: "high",
      at: pause.from,
      title: `Sagewarden is paused until ${endOf(pause)}`,
      detail: `${pause.by}: ${pause.reason}. Until then ${waits} wait; sessions and creations are recorded.`,
      remediation: "`sagewarden resume` ends it now. What was held back is done then, within a minute.",
    },
    pause,
    arn,
  );
};

const resumedNotice = (pause: Pause, arn: string): Notice =>
  noticeOf(
    {
      id: `resumed#${pause.from}#${endOf(pause)}`,
      type: "resumed",
      severity: "info",
      at: endOf(pause),
      title: "Sagewarden goes on",
      detail: `${pause.endedBy === undefined ? "The time of the pause is over" : `${pause.endedBy} resumed`}; it had begun at ${pause.from}. What was held back is done now.`,
      remediation: "`sagewarden doctor` tells whether something is left behind.",
    },
    pause,
    arn,
  );
