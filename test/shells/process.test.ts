import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { arnOf, setStage } from "./stage.ts";

const { base, folder, sts, sealed } = setStage();
const start = join(import.meta.dirname, "..", "..", "cli", "start.mjs");
const command = [process.execPath, start, "env", "--shell", "bash"].map((word) => `'${word}'`).join(" ");

const ended = async (child: ChildProcess) => {
  let out = "";
  child.stdout?.on("data", (chunk) => {
    out += String(chunk);
  });
  const [code, signal] = await once(child, "close");
  return { code, signal, out };
};

test("as a person types it: borrowed, told, another role, given back, and nothing is left", async () => {
  const script = `
before=$(env -0 | sort -z | sha256sum)
eval "$(${command} --role ${arnOf("sales")} --session-name alice)" && echo "$AWS_ACCESS_KEY_ID"
eval "$(${command} --role ${arnOf("denied")} --session-name alice)" && echo never
echo "$AWS_ACCESS_KEY_ID"
eval "$(${command} --role ${arnOf("marketing")} --session-name alice)"
${command} --status | head -1
eval "$(${command} --restore)"
[ "$before" = "$(env -0 | sort -z | sha256sum)" ] && echo same
eval "$(${command} --restore)" || echo refused`;
  const env = { ...base, AWS_ACCESS_KEY_ID: "AKIAORIGINAL", AWS_SECRET_ACCESS_KEY: "original" };
  const { out } = await ended(spawn("bash", ["--norc", "-c", script], { env, cwd: folder }));
  expect(out).toBe(`ASIASALES\nASIASALES\nrole       ${arnOf("marketing")}\nsame\nrefused\n`);
  expect(sts.taken.map(({ by }) => by)).toEqual(Array(3).fill("AKIAORIGINAL"));
  expect(readdirSync(sealed)).toEqual([]);
});

test.each(["SIGINT", "SIGKILL"] as const)(
  "%s while STS is asked: nothing was printed, no file is left",
  async (signal) => {
    const files = existsSync(sealed) ? readdirSync(sealed) : [];
    const asked = sts.taken.length;
    const argv = [start, "env", "--role", arnOf("slow"), "--session-name", "alice", "--profile", "work"];
    const child = spawn(process.execPath, argv, { env: base, cwd: folder });
    const end = ended(child);
    await sts.whenTaken(asked);
    child.kill(signal);
    expect(await end).toMatchObject({ signal, out: "" });
    expect(existsSync(sealed) ? readdirSync(sealed) : []).toEqual(files);
  },
);
