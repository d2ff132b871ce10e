/**
 * Stands in for `@smithy/core/event-streams` in the functions' bundles: 14 KiB for answers that come as a stream of
 * events, such as those of S3 Select. No operation that a function of ours calls has one; if ever one did, this says so.
 */
const absent = (): never => {
  throw new Error("the bundle holds no event streams; see infra/bundle.ts");
};

export const eventStreamSerdeProvider = absent;

/** Clients with an operation of that kind ask for this when they are made. */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;

export class EventStreamSerde {
  constructor() {
    absent();
  }
}
