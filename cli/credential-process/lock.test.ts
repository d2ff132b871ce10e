import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { ownFolder } from "../env/fixture.ts";
import { tryLock } from "./lock.ts";
import { lockable } from "./private-files.ts";

const folder = ownFolder();
const script = `const { tryLock } = await import(${JSON.stringify(import.meta.resolve("./lock.ts"))});
console.log(tryLock(process.argv[1]) === undefined ? "busy" : "mine"); setInterval(() => {}, 1000);`;

const another = async (file: string) => {
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, file], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  const end = async (): Promise<void> => {
    child.kill("SIGKILL");
    await once(child, "close");
  };
  return { said: `${said}`.trim(), end };
};

test("one holder, until it lets go", () => {
  const file = lockable(folder, "one");
  const release = tryLock(file);
  expect(release).toBeDefined();
  expect(tryLock(file)).toBeUndefined();
  release?.();
  const again = tryLock(file);
  expect(again).toBeDefined();
  again?.();
});

test("one holder over all processes; one that is killed holds nothing", async () => {
  const file = lockable(folder, "two");
  const holder = await another(file);
  expect(holder.said).toBe("mine");
  expect(tryLock(file)).toBeUndefined();
  const waiter = await another(file);
  expect(waiter.said).toBe("busy");
  await waiter.end();
  expect(tryLock(file)).toBeUndefined();
  await holder.end();
  const release = tryLock(file);
  expect(release).toBeDefined();
  release?.();
});

test("where nothing can be locked it throws, and does not say that it is held", () => {
  expect(() => tryLock(join(folder, "none", "there"))).toThrow("unable to open");
});
