/** Input that cannot be used: names the input, the place in it, and what is allowed. The CLI answers exit code 2. */
export class BadInput extends Error {
  override name = "BadInput";
}

/** AWS said no: the message says to what, and why where that is known. The CLI answers exit code 1. */
export class Refused extends Error {
  override name = "Refused";
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

/** A snapshot that is not the one that was taken, or is gone: nothing is made of it. */
export class EvidenceForged extends Error {
  override name = "EvidenceForged";
}

/** A pause holds it back, and not the record: its message goes back as a new one, so that waiting uses up no receive. */
export class HeldBack extends RetryLater {
  override name = "HeldBack";
}
