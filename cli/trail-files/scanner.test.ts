import { expect, test } from "@jest/globals";
import { closeValue, enterRecords, newScanner, scan } from "./scanner.ts";

/** The steps that are not `goes on`, as `index step`. A value that ended is closed, as the splitter does. */
const steps = (text: string): string[] => {
  const scanner = newScanner();
  return [...Buffer.from(text)].flatMap((byte, index) => {
    const step = scan(scanner, byte);
    if (["ends", "ended", "breaks"].includes(step)) closeValue(scanner);
    return step === "goes on" ? [] : [`${index} ${step}`];
  });
};

test.each([
  ["{}", ["0 begins", "1 ends"]],
  [' {"a":{"b":[1]}}', ["1 begins", "15 ends"]],
  ['{"}":"\\"}"}', ["0 begins", "10 ends"]],
  ['"a\\"b"', ["0 begins", "5 ends"]],
  ["12,", ["0 begins", "2 ended"]],
  ["[1]", ["1 begins", "2 ended"]],
  ["[{},{}]", ["1 begins", "2 ends", "4 begins", "5 ends"]],
  ['{"a":[', ["0 begins", "5 opens a list"]],
  ['[{"a":[', ["1 begins"]],
  ['{"a":"b\n', ["0 begins", "7 breaks"]],
])("%j", (text, expected) => {
  expect(steps(text)).toEqual(expected);
});

test("behind Records everything is passed over up to the object's end", () => {
  const scanner = newScanner();
  for (const byte of Buffer.from('{"Records":[')) scan(scanner, byte);
  enterRecords(scanner);
  expect(scanner).toMatchObject({ place: "list", isOpen: false, depth: 0 });
  for (const byte of Buffer.from('],"x":{"y":"}"}')) expect(scan(scanner, byte)).toBe("goes on");
  expect(scanner.place).toBe("tail");
  scan(scanner, "}".charCodeAt(0));
  expect(scanner.place).toBe("top");
});
