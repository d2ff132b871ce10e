import { expect, test } from "@jest/globals";
import { isSecure } from "./address.ts";

test.each([
  ["https://idp.example.com/tenant", true],
  ["http://127.0.0.1:8080", true],
  ["http://[::1]:8080/", true],
  ["http://localhost/idp", true],
  ["http://idp.example.com", false],
  ["http://127.0.0.1.example.com", false],
  ["http://127.0.0.1@idp.example.com", false],
  ["https://me:secret@idp.example.com", false],
  ["ftp://127.0.0.1", false],
  ["file:///etc/passwd", false],
  ["no address", false],
])("%s: %s", (address, expected) => {
  expect(isSecure(address)).toBe(expected);
});
