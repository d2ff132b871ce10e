import type { Contract } from "../../model/contract.ts";
import { weekdayOf } from "../../model/time.ts";
import { days } from "../../model/vendor-settings.ts";
import type { Signal } from "./signal.ts";
import { isCall } from "./support/principal-acts.ts";

export const outsideHours: Signal = {
  id: "outside-hours",
  severity: "medium",
  why: "The vendor agreed when it works. Whoever took over its role works when nobody looks.",
  blind: "Calls of a session that nobody records: reads of objects without data events.",
  falsePositives:
    "Backfills and incidents: tell the vendor, or widen `hours`. They are in UTC, and summer time moves a vendor's day.",
  attack: ["T1078.004"],
  needs: "management",
  detect(seen) {
    const hours = seen.watched.contract?.hours;
    if (hours === undefined || !isCall(seen)) return undefined;
    const { at } = seen.act;
    return isWithinHours(hours, at)
      ? []
      : [
          `at ${at.slice(11, 16)} UTC on ${weekday(at)}; the contract says ${hours.from} to ${hours.to}, ${hours.days.join(" ")}`,
        ];
  },
};

const weekday = (at: string): (typeof days)[number] => days[weekdayOf(at)] ?? "mon";
const before = (day: (typeof days)[number]): (typeof days)[number] => days[(days.indexOf(day) + 6) % 7] ?? day;

/** Hours that go past midnight belong to the day on which they began. */
const isWithinHours = ({ from, to, days: agreed }: NonNullable<Contract["hours"]>, at: string): boolean => {
  const [clock, today] = [at.slice(11, 16), weekday(at)];
  if (from < to) return agreed.includes(today) && clock >= from && clock < to;
  if (clock >= from) return agreed.includes(today);
  return clock < to && agreed.includes(before(today));
};
