import { join } from "node:path";
import { formerNames } from "../../cli/env/former.ts";
import { originals } from "./originals.ts";
import { filesIn } from "./shell.ts";
import { arnOf, type Env, type Stage } from "./stage.ts";
import { tokenOf } from "./sts.ts";

/** What becomes of a shell's borrowing. */
export const outcomes = [
  ...["given back", "denied", "expired, and given back", "interrupted"],
  ...["repeated with another role, after it expired", "denied when repeated"],
] as const;

/** Steps of one shell, and what programs must see at each dump. */
export interface Story {
  steps: string[];
  expected: [dump: string, env: Env][];
  /** The access keys that took the roles. */
  sources: string[];
  /** What each borrowing printed. */
  printed: string[];
}

const isFormer = (name: string): boolean => (formerNames as readonly string[]).includes(name);

/** What programs see once this text was evaluated in a shell with `env`. */
export const borrowedEnv = (env: Env, role: string, text: string, region?: string): Env => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !isFormer(name))),
  ...{ AWS_ACCESS_KEY_ID: `ASIA${role.toUpperCase()}`, AWS_SECRET_ACCESS_KEY: `secret/${role}` },
  ...{ AWS_SESSION_TOKEN: tokenOf(role), ...(region && { AWS_REGION: region, AWS_DEFAULT_REGION: region }) },
  AWS_CREDENTIAL_EXPIRATION: role === "expired" ? "2020-07-01T11:00:00.000Z" : "2100-07-01T11:00:00.000Z",
  SAGEWARDEN_ENV: /[0-9a-f]{32}\.[\w-]{43}/.exec(text)?.[0] ?? "",
});

const rolesOf: Readonly<Record<string, readonly string[]>> = {
  ...{ denied: ["denied"], "expired, and given back": ["expired"], interrupted: [] },
  "repeated with another role, after it expired": ["sales", "expired", "marketing"],
  "denied when repeated": ["sales", "denied"],
};

/** Where the text is cut off. */
const cuts = 12;

/** Writes one: its texts by the command line in this process, its dumps to this folder. */
export const writeStory = async (
  { env: run, base, sts }: Stage,
  shell: string,
  [original, outcome]: readonly [string, string],
  folder: string,
): Promise<Story> => {
  const { exported, own = {} } = originals[original] as (typeof originals)[string];
  const file = filesIn(join(folder, "files"));
  const before: Env = { ...base, ...exported };
  const region = exported.AWS_REGION || exported.AWS_DEFAULT_REGION || undefined;
  const start = sts.taken.length;
  const story: Story = { steps: [], expected: [], sources: [], printed: [] };
  const look = (dump: string, env: Env, step: string): void => {
    story.steps.push(step);
    story.expected.push([dump, env]);
  };
  const borrow = (env: Env, role: string) =>
    run(env, "--role", arnOf(role), "--session-name", "alice", "--shell", shell).then(({ out }) => out);

  for (const [name, value] of Object.entries(exported)) story.steps.push(`put ${name} ${file(value)}`);
  for (const [name, value] of Object.entries(own)) story.steps.push(`own ${name} ${file(value)}`);
  look("before", before, `dump ${folder}/before`);
  let now = before;
  for (const role of rolesOf[outcome] ?? ["sales"]) {
    const text = await borrow(now, role);
    story.printed.push(text);
    story.steps.push(`play ${file(text)}`);
    if (role !== "denied") now = borrowedEnv(now, role, text, region);
    look(role, now, `dump ${folder}/${role}`);
  }
  if (outcome === "interrupted") {
    const text = await borrow(now, "sales");
    for (let cut = 0; cut < cuts; cut += 1) {
      const part = file(text.slice(0, Math.floor((text.length * cut) / cuts)));
      look(`cut${cut}`, now, `attempt ${part} ${folder}/cut${cut}`);
    }
  }
  if (now.SAGEWARDEN_ENV !== undefined) {
    const { out } = await run(now, "--restore", "--shell", shell);
    look("cut", now, `attempt ${file(out.slice(0, -4))} ${folder}/cut`);
    story.steps.push(`play ${file(out)}`);
  }
  look("after", before, `dump ${folder}/after`);
  story.steps.push(`drop ${formerNames.join(" ")}`);
  return { ...story, sources: sts.taken.slice(start).map(({ by }) => by) };
};
