import { inForce } from "./decide/pause.ts";
import { pauseNotice } from "./decide/pause-notices.ts";
import type { Notice } from "./model/notice.ts";
import type { Pause } from "./model/pause.ts";
import type { WriteMetric } from "./record/metrics.ts";

export interface PauseMeans {
  pause: Pause | undefined | "unreadable";
  parameterArn: string;
  /** ISO 8601 */
  now: string;
  notify(notice: Notice): Promise<void>;
  writeMetric: WriteMetric;
}

/** Whoever paused, by the command line or by hand: an alarm and a notice. */
export const tellPause = async ({ pause, parameterArn, now, notify, writeMetric }: PauseMeans): Promise<void> => {
  const isUnreadable = pause === "unreadable";
  writeMetric({ name: "PauseUnreadable", unit: "Count", value: isUnreadable ? 1 : 0 });
  writeMetric({ name: "Paused", unit: "Count", value: !isUnreadable && inForce(pause, now) ? 1 : 0 });
  const notice = isUnreadable || pause === undefined ? undefined : pauseNotice(pause, parameterArn, now);
  if (notice) await notify(notice);
};
