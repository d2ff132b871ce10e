// Loaded before a function's own code where the lab is sped up: Date runs LAB_SPEED times as fast since LAB_ORIGIN (epoch
// milliseconds). Timers and performance.now() are left alone, hence the function's time-out and what it waits for too.
const [origin, speed] = [Number(process.env.LAB_ORIGIN), Number(process.env.LAB_SPEED)];
const RealDate = Date;
const realNow = RealDate.now.bind(RealDate);
const now = () => Math.floor(origin + (realNow() - origin) * speed);

RealDate.now = now;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
  apply: () => new RealDate(now()).toString(),
});
RealDate.prototype.constructor = globalThis.Date;
