import { expect, test } from "@jest/globals";
import { rangeProblem } from "./addresses.ts";

test.each([
  "198.51.100.0/24",
  "198.51.100.7/32",
  "9.0.0.0/8",
  "172.32.0.0/16",
  "2001:db8::/32",
  "::1/128",
  "1:2:3:4:5:6:7:8/64",
])("%s may be a vendor's", (range) => {
  expect(rangeProblem(range)).toBeUndefined();
});

test.each([
  ["256.1.1.1/24", "no range"],
  ["1.2.3/24", "no range"],
  ["1.2.3.4/33", "no range"],
  ["1.2.3.4", "no range"],
  ["1..3.4/8", "no range"],
  ["1:2:3/64", "no range"],
  ["1::2::3/64", "no range"],
  ["12345::/64", "no range"],
  ["1:2:3:4:5:6:7::8/64", "no range"],
  ["::/129", "no range"],
  ["0.0.0.0/0", "every address"],
  ["::/0", "every address"],
  ["10.1.0.0/16", "nobody on the internet"],
  ["192.168.7.0/24", "nobody on the internet"],
  ["172.31.0.0/16", "nobody on the internet"],
  ["127.0.0.1/32", "nobody on the internet"],
])("%s is refused: %s", (range, why) => {
  expect(rangeProblem(range)).toContain(why);
});
