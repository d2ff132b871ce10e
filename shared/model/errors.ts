/** Input that cannot be used: names the input, the place in it, and what is allowed. The CLI answers exit code 2. */
export class BadInput extends Error {
  override name = "BadInput";
}

/** A record that no retry can mend. The message goes to the dead-letter queue at once, with this reason. */
export class PoisonRecord extends Error {
  override name = "PoisonRecord";
}

/** The ledger row changed since it was read. Read again; another delivery is at work. */
export class StaleRow extends Error {
  override name = "StaleRow";
}

/** Not now: not yet visible, throttled, a fault of the service. The message comes back after `seconds`. */
export class RetryLater extends Error {
  override name = "RetryLater";
  readonly seconds: number;
  constructor(message: string, seconds: number, options?: ErrorOptions) {
    super(message, options);
    this.seconds = seconds;
  }
}
