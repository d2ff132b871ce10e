import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { BadInput } from "#shared/model/errors.ts";
import { withLock } from "./lock.ts";

const run = promisify(execFile);
const here = fileURLToPath(new URL(".", import.meta.url));

/** Where the lab's two Python environments are. They are kept between runs. */
export const labFolder = join(here, "..", ".lab");

export interface Installed {
  /** The interpreter that has the account's packages. */
  python: string;
  /** The launcher, for that interpreter. */
  account: string;
  /** boto3 and botocore, for `PYTHONPATH`: what clients run from, and SageMaker's service model. */
  clients: string;
}

const requirements = {
  account: join(here, "requirements-account.txt"),
  clients: join(here, "requirements-clients.txt"),
};
const versions = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python"];
const oldest = [3, 10] as const;

/**
 * Installs the lab's environments where they are missing, incomplete or of another version. The packages are pinned with
 * hashes; the index is the one of the user's pip. Safe to call at the same time from several processes.
 */
export async function installLab(log: (line: string) => void, folder = labFolder): Promise<Installed> {
  const installed = places(folder);
  const wanted = await stampOf(folder);
  if (await isInstalled(folder, installed, wanted)) return installed;
  const python = await findPython();
  await mkdir(folder, { recursive: true });
  await withLock(join(folder, "install.lock"), async () => {
    if (await isInstalled(folder, installed, wanted)) return;
    log("installing the local account (once, about 100 MB)");
    await rm(join(folder, "stamp"), { force: true });
    await installAccount(python, folder);
    await installClients(installed, folder);
    await writeFile(join(folder, "stamp"), wanted);
  });
  return installed;
}

const places = (folder: string): Installed => ({
  python: join(folder, "venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python"),
  account: join(here, "account.py"),
  clients: join(folder, "clients"),
});

/** Changes with the requirements and with the folder: a virtual environment does not survive a move. */
async function stampOf(folder: string): Promise<string> {
  // One folder that several checkouts link to is one installation.
  const hash = createHash("sha256").update(await realpath(folder).catch(() => folder));
  for (const file of Object.values(requirements)) hash.update(await readFile(file));
  return hash.digest("hex");
}

async function isInstalled(folder: string, installed: Installed, wanted: string): Promise<boolean> {
  const stamp = await readFile(join(folder, "stamp"), "utf8").catch(() => "");
  return stamp === wanted && existsSync(installed.python) && existsSync(join(installed.clients, "botocore"));
}

async function installAccount(python: string, folder: string): Promise<void> {
  const venv = join(folder, "venv");
  await rm(venv, { recursive: true, force: true });
  await run(python, ["-m", "venv", venv]).catch((cause: unknown) => {
    throw new BadInput(
      `${python} cannot make a virtual environment: ${reason(cause)}\n` +
        "Its venv module is needed; on Debian and Ubuntu: apt-get install python3-venv",
    );
  });
  await pip(places(folder).python, ["-r", requirements.account]);
}

async function installClients(installed: Installed, folder: string): Promise<void> {
  const fresh = join(folder, "clients.new");
  await rm(fresh, { recursive: true, force: true });
  await pip(installed.python, ["--target", fresh, "-r", requirements.clients]);
  await rm(installed.clients, { recursive: true, force: true });
  await rename(fresh, installed.clients);
}

async function pip(python: string, args: string[]): Promise<void> {
  const options = [
    "--require-hashes",
    "--quiet",
    "--no-input",
    "--disable-pip-version-check",
    "--no-warn-script-location",
  ];
  await run(python, ["-m", "pip", "install", ...options, ...args], { env: pipEnvironment(), maxBuffer: 1e8 }).catch(
    (cause: unknown) => {
      throw new BadInput(
        `pip could not install the lab's packages (is the package index reachable?): ${reason(cause)}`,
      );
    },
  );
}

/** The user's, for his index and proxy, without what would send the packages elsewhere. */
const pipEnvironment = (): NodeJS.ProcessEnv => {
  const { PYTHONPATH: _path, PYTHONHOME: _home, PIP_TARGET: _target, PIP_PREFIX: _prefix, ...rest } = process.env;
  return { ...rest, PIP_USER: "0", PIP_REQUIRE_VIRTUALENV: "0" };
};

/** The first interpreter on PATH that is new enough. */
export async function findPython(names: readonly string[] = versions): Promise<string> {
  const found: string[] = [];
  for (const name of names) {
    const version = await pythonVersion(name);
    if (version === null) continue;
    const [major, minor] = version;
    if (major === oldest[0] && minor >= oldest[1]) return name;
    found.push(`${name} is ${major}.${minor}`);
  }
  throw new BadInput(
    `the lab needs Python ${oldest.join(".")} or newer on PATH (${found.join(", ") || "there is none"}).\n` +
      "Get it from python.org, with apt-get install python3 python3-venv, or with brew install python",
  );
}

async function pythonVersion(name: string): Promise<[number, number] | null> {
  const script = "import sys; print(*sys.version_info[:2])";
  const answer = await run(name, ["-c", script]).catch(() => null);
  const [major, minor] = (answer?.stdout ?? "").trim().split(" ").map(Number);
  return major !== undefined && minor !== undefined && Number.isInteger(minor) ? [major, minor] : null;
}

const reason = (cause: unknown): string => {
  const { stderr, message } = cause as { stderr?: string; message?: string };
  return (stderr || message || String(cause)).trim().split("\n").slice(-8).join("\n");
};
