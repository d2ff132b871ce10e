import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { evaluate, type FakePowerShell } from "./fake-powershell.ts";
import { type Former, formerNames, formerOf } from "./former.ts";
import { powershell } from "./powershell.ts";

const [first, second] = ["1".repeat(32), "2".repeat(32)];
const handle = (id: string) => ({ id, text: `${id}.key` });
const path = (id: string): string => `/state/it's ‘mine’/${id}`;
const borrowed = formerOf({ AWS_ACCESS_KEY_ID: "ASIA", AWS_REGION: "‘$(calc)’; calc #" });

const value = fc.option(fc.string({ unit: "binary" }).map((text) => text.replaceAll("\0", "")));
const formers = fc.record(Object.fromEntries(formerNames.map((name) => [name, value]))) as fc.Arbitrary<Former>;

test("whatever the originals are, they come back; only who borrowed removes the file", () => {
  fc.assert(
    fc.property(formers, (values) => {
      const before = Object.fromEntries(Object.entries(values).filter(([, text]) => text !== null)) as Record<
        string,
        string
      >;
      const shell: FakePowerShell = { env: { ...before, PATH: "/bin" }, marks: [], removed: [] };
      evaluate(shell, powershell.borrow({ values: borrowed, unseen: [], handle: handle(first), repeated: undefined }));
      expect(shell.env).toEqual({
        ...{ PATH: "/bin", AWS_ACCESS_KEY_ID: "ASIA", AWS_REGION: "‘$(calc)’; calc #", SAGEWARDEN_ENV: `${first}.key` },
      });
      const repeated = { id: first, path: path(first) };
      evaluate(shell, powershell.borrow({ values: borrowed, unseen: [], handle: handle(second), repeated }));
      expect(shell).toMatchObject({ marks: [second], removed: [path(first)] });
      const text = powershell.restore({ values, unseen: [], handle: { id: second, path: path(second) } });
      const within: FakePowerShell = { env: { ...shell.env }, marks: [], removed: [] };
      for (const one of [shell, within]) evaluate(one, text);
      expect(shell).toEqual({ env: { ...before, PATH: "/bin" }, marks: [], removed: [path(first), path(second)] });
      expect(within).toEqual({ env: { ...before, PATH: "/bin" }, marks: [], removed: [] });
    }),
  );
});

test("a value with a NUL is refused, and what fails says so by LASTEXITCODE alone", () => {
  const values = formerOf({});
  const restoring = { values: { ...values, AWS_PROFILE: "a\0b" }, unseen: [], handle: { id: first, path: "" } };
  expect(() => powershell.restore(restoring)).toThrow("NUL");
  expect(powershell.failure).toBe("$global:LASTEXITCODE = 1");
});
