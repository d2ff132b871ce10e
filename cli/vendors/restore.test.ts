import { describe, expect, test } from "@jest/globals";
import { climbing, fakeDispatcher, lineOf, listener, role } from "./fake-dispatcher.ts";
import { restore } from "./restore.ts";

const run = async (script: Parameters<typeof fakeDispatcher>[0], options = {}, roles = [role]) => {
  const [fake, heard] = [fakeDispatcher(script), listener()];
  const code = await restore(roles, { json: true, ...options }, heard.io, fake.means);
  return { code, fake, ...heard };
};
const back = climbing({
  phase: "restored",
  why: "the role is as its snapshot has it",
  restoreRungs: [lineOf("snapshot"), lineOf("trust"), lineOf("deny")],
  heldBack: [{ what: "backdoor", why: "it came after the last clean audit" }],
});

describe("vendors restore", () => {
  test("one line for each rung that was taken back; what is held back on stderr", async () => {
    const { code, lines, err, fake } = await run({ looks: { [role]: back } });
    expect([code, lines()]).toEqual([0, [lineOf("snapshot"), lineOf("trust"), lineOf("deny")]]);
    expect(err.join("\n")).toContain("held back: backdoor: it came after the last clean audit");
    expect(fake.orders[0]).toEqual({ op: "restore", role, all: false, acceptDrift: false });
  });

  test("--all and --accept-drift are handed on", async () => {
    const { fake } = await run({ looks: { [role]: back } }, { all: true, acceptDrift: true });
    expect(fake.orders[0]).toMatchObject({ all: true, acceptDrift: true });
  });

  test("that a second voice asked for something else is said", async () => {
    const said = "Only one of you asked for --all: it is done without.";
    const { err } = await run({ replies: { restore: { lines: [], said } }, looks: { [role]: back } }, { all: true });
    expect(err.join("\n")).toContain(said);
  });

  test("refused at once: one line and exit 1", async () => {
    const { code, lines, fake } = await run({ replies: { restore: { lines: [], refused: "it is not contained" } } });
    expect([code, fake.orders.length]).toEqual([1, 1]);
    expect(lines()).toEqual([{ rung: "snapshot", status: "refused", evidence: { detail: "it is not contained" } }]);
  });

  test("under way already: it is followed", async () => {
    const [asked] = climbing({ phase: "restoring" });
    const replies = { restore: { lines: [], ...asked, refused: "anna has asked for this already" } };
    const { code, lines } = await run({ replies, looks: { [role]: [...climbing({ phase: "restoring" }), ...back] } });
    expect([code, lines().length]).toEqual([0, 3]);
  });

  test("refused for its drift: the line has it, exit 1", async () => {
    const drifted = { ...lineOf("snapshot", "refused"), evidence: { detail: "somebody changed it", trust: "differs" } };
    const { code, lines } = await run({ looks: { [role]: climbing({ phase: "contained", restoreRungs: [drifted] }) } });
    expect([code, lines()]).toEqual([1, [drifted]]);
  });

  test("all of it refused for a role that is back already: exit 1", async () => {
    const looks = [
      ...climbing({ phase: "restoring" }),
      ...climbing({ phase: "restored", restoreRungs: [lineOf("snapshot", "refused")] }),
    ];
    expect((await run({ looks: { [role]: looks } }, { all: true })).code).toBe(1);
  });

  test("Ctrl-C leaves the restore running", async () => {
    const { code, err } = await run({ looks: { [role]: climbing({ phase: "restoring" }) }, interruptAt: 1 });
    expect([code, err.join("")]).toEqual([1, expect.stringContaining("The restore runs on")]);
  });

  test("several roles: each line names its own", async () => {
    const second = `${role}-batch`;
    const { code, lines } = await run({ looks: { [role]: back, [second]: back } }, {}, [role, second]);
    expect([code, lines().map((line) => line.role)]).toEqual([0, [role, role, role, second, second, second]]);
  });
});
