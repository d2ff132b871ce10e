/** How a lab has to be for a file, and how the file leaves it. */
export interface Condition {
  /** Nothing waits in it, nothing died, and nobody is asked about anything. */
  isTidy: boolean;
  /** Its clock is the wall clock's. */
  isInTime: boolean;
}

/** As it was started. */
export const fresh: Condition = { isTidy: true, isInTime: true };
export const used: Condition = { isTidy: false, isInTime: true };
export const ahead: Condition = { isTidy: true, isInTime: false };
export const worn: Condition = { isTidy: false, isInTime: false };

/** The least worth of those that suit is taken. */
export const worth = ({ isTidy, isInTime }: Condition): number => Number(isTidy) + Number(isInTime);

export const suits = (found: Condition, wanted: Condition): boolean =>
  (found.isTidy || !wanted.isTidy) && (found.isInTime || !wanted.isInTime);
