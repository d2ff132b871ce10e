import Sequencer from "@jest/test-sequencer";

/** In this order two labs can be handed on from file to file (test/lab/pool), and the longest are not the last. */
const handedOn = [
  /test\/lab\/faults/,
  /test\/lab\/doctor/,
  /test\/lab\/sweep/,
  /test\/lab\/connections/,
  /test\/lab\/borrow/,
  /test\/lab\/kinds/,
  /test\/lab\/unowned/,
  /test\/lab\/containment\.test/,
];

/** Folders with files that take ten seconds or more. A machine that ran none of them yet would begin with the largest, and end with one core idle. */
const slow = [
  /test\/lab\/demo\.test/,
  ...handedOn,
  /test\/lab\//,
  /test\/simulator\//,
  /test\/lab-/,
  /\/test\//,
  /\/infra\//,
];

const rank = ({ path }) => {
  const index = slow.findIndex((form) => form.test(path));
  return index < 0 ? slow.length : index;
};

export default class extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
}
