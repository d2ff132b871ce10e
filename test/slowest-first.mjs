import Sequencer from "@jest/test-sequencer";

/** In this order one lab after the other can be handed on (test/lab/pool). */
const handedOn = [/test\/lab\/faults/, /test\/lab\/kinds/, /test\/lab\/doctor/, /test\/lab\/sweep/];

/** Files that take a minute or more. A machine that ran none of them yet would begin with the largest, and end with one core idle. */
const slow = [
  /test\/lab\/demo/,
  ...handedOn,
  /test\/lab\//,
  /test\/simulator\//,
  /test\/lab-/,
  /test\/kill\//,
  /test\/notices\//,
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
