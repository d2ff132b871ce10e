import { aliceProven, notebookArn, row as recorded, settings } from "../../test/fixtures.ts";
import { directoryOf } from "../attribute/directory.ts";
import { tagMap } from "../model/tags.ts";
import type { Existing, Ground, Recorded, Seen } from "./existing.ts";
import { foundCreation } from "./found.ts";

/** For tests: a notebook of alice's that the ledger knows, three days after its creation. */
export const createdAt = "2026-11-22T10:00:00.000Z";
export const deployedAt = "2026-11-20T00:00:00.000Z";
export const ground: Ground = { settings, deployedAt, now: "2026-11-25T10:00:00.000Z", patience: 1_200 };
export const aliceTags = { team: "TeamA", studiouserid: "alice" };
export const listed = { arn: notebookArn, kind: "NotebookInstance", name: "churn", createdAt };
export const aliceRow: Recorded = { ...recorded, owner: aliceProven.owner, outcome: "tagged" };
export const existing: Existing = { resource: listed, tags: tagMap(Object.entries(aliceTags)), rows: [aliceRow] };

export const seenWith = (tags: Readonly<Record<string, string>>, change: Partial<Ground> = {}): Seen => {
  const own = { ...ground, ...change };
  return {
    creation: foundCreation(listed, tags, own.deployedAt),
    tags,
    ground: own,
    directory: directoryOf(own.settings),
  };
};
