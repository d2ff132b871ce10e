import { describe, expect, test } from "@jest/globals";
import { day, hour, played, unlike } from "../../test/contain/restored.ts";
import type { IncidentStage } from "../../test/contain/stage.ts";

const documents = ({ evidence }: IncidentStage): readonly string[] =>
  [...evidence.texts].filter(([name]) => name.includes("incident.md")).map(([, text]) => text);

describe("the incident document", () => {
  test("is written anew when the role is back, when all of it is, and when older sessions are over", async () => {
    const { stage, executions, loop, ask } = await played({});
    const [guarded, back] = documents(stage);
    expect(guarded).not.toContain("Asked for by");
    expect(back).toMatch(/restored: the role is its snapshot again/);
    expect(back).toMatch(/Sessions from before are over \| 2026-11-23/);
    expect(back).toContain("| trust | done |");
    loop.at(loop.now() + 1_000, () => void ask({ all: true }));
    await loop.run(loop.now() + hour);
    expect(documents(stage).at(-1)).toContain("with all that is held back otherwise");
    await loop.run(loop.now() + 2 * day);
    expect(documents(stage)).toHaveLength(4);
    expect(documents(stage).at(-1)).toMatch(/closed: put back, and nothing of ours is left/);
    const ends = executions
      .all()
      .map(({ end }) => (end && "result" in end ? (end.result as { how: string }).how : end));
    expect(ends.filter((how) => how === "documented")).toHaveLength(3);
  });

  test("that cannot be asked for keeps nobody from being put back", async () => {
    const { row, live, stage } = await played({
      prepare: ({ world }) => {
        const { start } = world;
        world.start = async (kind, name, payload) => {
          if (payload.document !== undefined) throw Object.assign(new Error("no"), { name: "AccessDenied" });
          return start(kind, name, payload);
        };
      },
      until: 2 * day,
    });
    expect(row.phase).toBe("closed");
    expect(unlike(stage.role, live())).toEqual([]);
    expect(documents(stage)).toHaveLength(1);
  });

  test("of an incident that the next one has followed is written all the same", async () => {
    const { row, stage, executions, loop } = await played({ until: 2 * day });
    const next = { ...row, id: `${row.id}-next`, number: 2, phase: "opened" as const, version: row.version + 1 };
    await stage.incidents.follow(row, next);
    executions.start("contain", "late", { role: row.role, incident: row.id, document: "late" });
    await loop.run(loop.now() + hour);
    expect(documents(stage)).toHaveLength(4);
    expect(documents(stage).at(-1)).toContain(`# Incident ${row.id}\n`);
    expect(await stage.row()).toEqual(next);
  });
});
