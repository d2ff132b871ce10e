import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { BadInput } from "#shared/model/errors.ts";
import { findPython, installLab } from "../lab/install.ts";
import { withLock } from "../lab/lock.ts";

const run = promisify(execFile);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lab-install-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the lab's installation", () => {
  test("is done once by two at the same time, over an incomplete one, and then found", async () => {
    mkdirSync(join(folder, "clients", "botocore"), { recursive: true });
    writeFileSync(join(folder, "stamp"), "of another version");
    const lines: string[] = [];
    const install = () => installLab((line) => lines.push(line), folder);
    const [first, second] = await Promise.all([install(), install()]);
    expect(second).toEqual(first);
    expect(lines).toHaveLength(1);
    expect(await install()).toEqual(first);
    expect(lines).toHaveLength(1);

    const model = join(first.clients, "botocore", "data", "sagemaker", "2017-07-24");
    expect(existsSync(model)).toBe(true);
    const script = "import boto3, botocore, ministack; print(boto3.__version__, botocore.__version__)";
    const { stdout } = await run(first.python, ["-c", script], { env: { PYTHONPATH: first.clients } });
    expect(stdout.trim()).toBe("1.44.5 1.44.5");
  });

  test("names what it needs where there is no Python that is new enough", async () => {
    const none = findPython(["no-such-python"]);
    await expect(none).rejects.toThrow(BadInput);
    await expect(none).rejects.toThrow(/Python 3\.10 or newer.*there is none.*\n.*python3-venv/s);
  });

  test("an older Python is named and passed over", async () => {
    const old = join(folder, "old");
    writeFileSync(old, "#!/bin/sh\necho 3 9\n", { mode: 0o755 });
    await expect(findPython([old])).rejects.toThrow(/old is 3\.9/);
    const young = join(folder, "young");
    writeFileSync(young, "#!/bin/sh\necho 3 10\n", { mode: 0o755 });
    expect(await findPython([old, young])).toBe(young);
  });

  test("no file of it names a package index", () => {
    for (const name of ["requirements-account.txt", "requirements-clients.txt"]) {
      const text = readFileSync(new URL(`../lab/${name}`, import.meta.url), "utf8");
      expect(text).not.toMatch(/https?:|--index-url|--find-links/);
      const pinned = text.split("\n").filter((line) => /^[a-z]/.test(line));
      expect(pinned.every((line) => /^[\w.-]+==[\w.]+( ;.*)? \\$/.test(line))).toBe(true);
    }
  });
});

describe("a lock", () => {
  test("lets one in at a time and is gone afterwards, after an error too", async () => {
    const file = join(folder, "lock");
    let inside = 0;
    let most = 0;
    const work = async (fails: boolean) => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((done) => setImmediate(done));
      inside -= 1;
      if (fails) throw new Error("no");
    };
    const all = await Promise.allSettled([true, false, true].map((fails) => withLock(file, () => work(fails))));
    expect(all.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "rejected"]);
    expect(most).toBe(1);
    expect(existsSync(file)).toBe(false);
  });

  test("is taken over from an owner that is dead", async () => {
    const file = join(folder, "lock");
    const { stdout } = await run(process.execPath, ["-p", "process.pid"]);
    writeFileSync(file, stdout.trim());
    expect(await withLock(file, async () => "done")).toBe("done");
  });
});
