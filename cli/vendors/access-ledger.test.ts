import { expect, test } from "@jest/globals";
import { mostRows } from "#shared/vendors/access/ledger.ts";
import { role } from "#shared/vendors/watch/example-acts.ts";
import { emptyState } from "#shared/vendors/watch/state.ts";
import { type LedgerReads, readLedger } from "./access-ledger.ts";

const row = { role, state: emptyState(role), recent: [], version: 1 };
const reads = (asked: string[]): LedgerReads => ({
  get: async (arn) => (arn === role ? row : undefined),
  all: async () => [row],
  sessions: async (arn, most) => {
    asked.push(`${arn} ${most}`);
    return [];
  },
  signals: async () => [],
  links: async () => [],
});

test("where nothing is deployed nothing is read", async () => {
  expect((await readLedger(role, () => true, undefined)).sight).toEqual({ type: "none" });
});

test("the newest rows of the role are read, by the ARN under which the ledger knows it", async () => {
  const asked: string[] = [];
  const found = await readLedger("arn:without-path", (other) => other === role, reads(asked));
  expect([found.role, asked]).toEqual([role, [`${role} ${mostRows}`]]);
  expect([found.rows.state, found.sight]).toEqual([row.state, { type: "read" }]);
});

test("a role that the ledger does not know is not another one", async () => {
  const asked: string[] = [];
  const { rows } = await readLedger("arn:other", () => false, reads(asked));
  expect([asked, rows.state]).toEqual([[`arn:other ${mostRows}`], undefined]);
});
