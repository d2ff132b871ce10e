import { expect, test } from "@jest/globals";
import { hub, reachStage } from "../../../test/contain/reach-stage.ts";
import { minted } from "../rungs/minted.ts";
import { writeIncidentDocument } from "./write.ts";

test("JSON and Markdown, with what its sessions and keys did", async () => {
  const stage = await reachStage();
  const thief = stage.iam.as(stage.vendor);
  thief.createUser("eve", hub.inline);
  thief.createKey("eve");
  const { reached = [], line } = await stage.apply(minted);
  const asked: object[] = [];
  const world = {
    ...stage.world,
    calls: async (what: Parameters<typeof stage.world.calls>[0]) => {
      asked.push(what);
      return { calls: [], unseen: ["Nothing was asked."] };
    },
  };
  const { incident } = stage.ground({ reached, rungs: [line] });
  const key = await writeIncidentDocument(incident, world);
  expect(key).toBe("incidents/vendor-acme/vendor-acme-1/incident.md");
  // Twelve hours before the first cause.
  expect(asked).toEqual([
    { role: incident.role, keys: [expect.stringMatching(/^AKIA/)], since: "2026-11-21T22:00:00Z" },
  ]);
  const texts = [...stage.evidence.texts].filter(([name]) => name.includes("incident."));
  expect(texts).toHaveLength(2);
  expect(JSON.parse(texts[0]?.[1] ?? "")).toMatchObject({ format: 1, notVisible: ["Nothing was asked."] });
  expect(texts[1]?.[1]).toContain("minted-user");
});
