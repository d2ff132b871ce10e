import { cpSync, existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { actionNames } from "../../shared/verify/action-names.generated.ts";
import { driftOf } from "../../shared/verify/drift.ts";
import { acceptDrift, ourDocuments, readAccepted } from "./accepted.ts";
import { readEstate } from "./read-estate.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const published = () => readEstate("policies/as-published", root);
const copy = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-accepted-"));
  cpSync(join(root, "policies/as-published"), folder, { recursive: true });
  return folder;
};

test.each([undefined, "policies/studio", "policies/org"])(
  "ours, for %s: nothing is caught that is not accepted",
  async (policies) => {
    const { documents, lock, ledger } = await readAccepted(await published(), policies, root);
    expect(documents).toEqual(ourDocuments());
    expect(lock && driftOf(documents, lock, actionNames)).toEqual([]);
    expect(ledger?.flatMap(({ actions }) => actions)).toContain("sagemaker:ListModels");
  },
);

test("of an account: the documents of the roles that teams have, by their wildcards", async () => {
  const estate = await published();
  const { documents, byPattern, lock } = await readAccepted(estate, undefined, root, true);
  expect([byPattern, lock === undefined]).toEqual([true, false]);
  const names = documents.map(({ name }) => name);
  expect(names).toContain("developer.json");
  expect(names).not.toContain("administrator.json");
});

test("a folder that keeps nothing", async () => {
  expect(await readAccepted(await published(), copy(), root)).toMatchObject({ lock: undefined, ledger: undefined });
});

test("a folder of its own: accepted, and then locked", async () => {
  const folder = copy();
  const file = await acceptDrift(await published(), folder, root);
  expect([file, existsSync(file)]).toEqual([join(folder, "actions.lock.json"), true]);
  const { documents, lock } = await readAccepted(await published(), folder, root);
  expect(lock && driftOf(documents, lock, actionNames)).toEqual([]);
  expect(lock?.patterns["sagemaker:*App"]).toHaveLength(11);
});

test("one that is no lock", async () => {
  const folder = copy();
  writeFileSync(join(folder, "actions.lock.json"), "{}");
  await expect(readAccepted(await published(), folder, root)).rejects.toThrow("actions.lock.json:1:1");
});
