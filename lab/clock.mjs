// Loaded before a function's own code where the lab can be sped up: Date tells the lab's time, as LAB_CLOCK's file says it.
// Timers and performance.now() are left alone, hence the function's time-out and what it waits for too.
import { readFileSync } from "node:fs";

const RealDate = Date;
const realNow = RealDate.now.bind(RealDate);
// A test that skips and asks in the next millisecond sets it to 0.
const renewMs = Number(process.env.LAB_CLOCK_RENEW_MS ?? 20);
let known = { real: 0, lab: 0, speed: 1 };
let readAt = Number.NEGATIVE_INFINITY;

const clock = () => {
  if (performance.now() - readAt < renewMs) return known;
  readAt = performance.now();
  known = JSON.parse(readFileSync(process.env.LAB_CLOCK, "utf8"));
  return known;
};
const now = () => {
  const { real, lab, speed } = clock();
  return Math.floor(lab + (realNow() - real) * speed);
};

RealDate.now = now;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
  apply: () => new RealDate(now()).toString(),
});
RealDate.prototype.constructor = globalThis.Date;
