import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "@jest/globals";
import { drive } from "../../cli/fixture.ts";
import { credentialsFile } from "./originals.ts";
import { makeSts } from "./sts.ts";

export type Env = Record<string, string>;

export const arnOf = (role: string): string => `arn:aws:iam::111122223333:role/${role}`;

/** A folder with two profiles, an STS, and the environment of a person there. `env` is the command line, in this process. */
export const setStage = () => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-shells-"));
  const sts = makeSts();
  afterAll(async () => {
    await sts.close();
    rmSync(folder, { recursive: true });
  });
  writeFileSync(join(folder, "credentials"), credentialsFile);
  const base: Env = {
    ...{ PATH: process.env.PATH ?? "", HOME: folder, LC_ALL: "C.UTF-8" },
    ...{ XDG_STATE_HOME: join(folder, "state"), AWS_CONFIG_FILE: "/dev/null" },
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
  };
  beforeAll(async () => {
    base.AWS_ENDPOINT_URL = await sts.start();
  });
  const env = (variables: Env, ...options: string[]) => drive(["env", ...options], folder, variables);
  return { folder, sts, base, env, sealed: join(folder, "state", "sagewarden") };
};

export type Stage = ReturnType<typeof setStage>;
