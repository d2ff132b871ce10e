import type { Creation } from "../model/activity.ts";
import { matchesGlob } from "../model/glob.ts";
import type { Exemption, Settings } from "../model/settings.ts";

/** The exemption that covers this creation on this day; `until` is the last day it holds (UTC). */
export const exemptionOf = (creation: Creation, settings: Settings, now: string): Exemption | undefined => {
  const today = now.slice(0, 10);
  return settings.exemptions.find(
    ({ arn, until, by }) =>
      matchesGlob(creation.resource.arn, arn) &&
      today <= until &&
      (by === undefined || (creation.principal.arn !== undefined && matchesGlob(creation.principal.arn, by))),
  );
};
