import { beforeEach, describe, expect, test } from "@jest/globals";
import { settings } from "../test/fixtures.ts";
import { Faults } from "../test/simulator/faults.ts";
import { randomOf } from "../test/simulator/random.ts";
import { creationRecord, notebookArn, sessionRecord, stateChangeEvent } from "../test/simulator/records.ts";
import { epoch, type World, worldOf } from "../test/simulator/world.ts";
import { PoisonRecord, RetryLater } from "./model/errors.ts";
import { handle } from "./pipeline.ts";

const at = "2026-11-22T10:00:00Z";
const alice = { key: "ASIAEXAMPLEALICE0001", role: "DataScience", name: "run-1", since: at };
const owner = { team: "TeamA", studiouserid: "alice" };
const delivery = { receiveCount: 1, messageId: "m1" };

let world: World;
const deliver = (event: unknown) => handle(event, delivery, settings, world.edges);
const exists = (arn: string, tags = {}) =>
  world.resources.set(arn, { tags: new Map(Object.entries(tags)), visibleAt: epoch });

beforeEach(() => {
  world = worldOf(new Faults(randomOf(1), 0, 0), () => {});
});

describe("handle", () => {
  test("a session, then a creation: the owner is written, recorded and counted", async () => {
    exists(notebookArn("churn"));
    await deliver(sessionRecord(at, "s", alice, owner));
    await deliver(creationRecord(at, "c", alice, ["notebook", "churn"], {}));
    expect(Object.fromEntries(world.resources.get(notebookArn("churn"))?.tags ?? [])).toEqual(owner);
    expect(await world.rows()).toMatchObject([{ outcome: "tagged", intent: owner, calls: 1 }]);
    expect(world.outcomes).toEqual([{ kind: "NotebookInstance", outcome: "tagged" }]);
    expect(world.notices).toEqual([]);
  });

  test("a second delivery of what has its end does nothing", async () => {
    exists(notebookArn("churn"));
    await deliver(sessionRecord(at, "s", alice, owner));
    for (let time = 0; time < 3; time++) await deliver(creationRecord(at, "c", alice, ["notebook", "churn"], {}));
    expect(world.allCalls).toBe(1);
    expect(world.outcomes).toHaveLength(1);
  });

  test("nobody proven comes back, and its case is opened when the evidence had its time", async () => {
    exists(notebookArn("churn"));
    const created = creationRecord(at, "c", alice, ["notebook", "churn"], {});
    await expect(deliver(created)).rejects.toThrow(RetryLater);
    expect(await world.rows()).toMatchObject([{ outcome: "settling" }]);
    expect(world.notices).toEqual([]);
    world.now = epoch + 900_000;
    await deliver(created);
    expect(await world.rows()).toMatchObject([{ outcome: "unowned" }]);
    expect(world.notices).toEqual([]);
    expect([...world.cases]).toEqual(["c"]);
    expect(world.allCalls).toBe(0);
  });

  test("an owner is tagged as soon as the session's record is there", async () => {
    exists(notebookArn("churn"));
    const created = creationRecord(at, "c", alice, ["notebook", "churn"], {});
    await expect(deliver(created)).rejects.toThrow(RetryLater);
    await deliver(sessionRecord(at, "s", alice, owner));
    world.now = epoch + 5_000;
    await deliver(created);
    expect(await world.rows()).toMatchObject([{ outcome: "tagged", history: [{ outcome: "settling" }, {}, {}] }]);
  });

  test("a mismatch is put right and told at once, and settles", async () => {
    exists(notebookArn("churn"), { studiouserid: "bob" });
    await deliver(sessionRecord(at, "s", alice, owner));
    const created = creationRecord(at, "c", alice, ["notebook", "churn"], { studiouserid: "bob" });
    await expect(deliver(created)).rejects.toThrow(RetryLater);
    expect(Object.fromEntries(world.resources.get(notebookArn("churn"))?.tags ?? [])).toEqual(owner);
    expect(world.notices.map(({ type }) => type)).toEqual(["mismatch"]);
    world.now = epoch + 900_000;
    await deliver(created);
    expect(await world.rows()).toMatchObject([{ outcome: "mismatch", replaced: { studiouserid: "bob" }, calls: 2 }]);
    expect(world.notices).toHaveLength(1);
  });

  test("two announcements at the same time make one creation", async () => {
    exists("arn:aws:sagemaker:us-east-1:111122223333:training-job/train");
    world.now = epoch + 120_000;
    const both = ["one", "two"].map((id) => deliver(stateChangeEvent(at, id, "train", at, "InProgress")));
    const ends = await Promise.allSettled(both);
    expect(ends.map(({ status }) => status)).toEqual(["rejected", "rejected"]); // one settles, one waits for the other
    expect(await world.rows()).toHaveLength(1);
    world.now += 3_000;
    await deliver(stateChangeEvent(at, "two", "train", at, "InProgress")).catch(() => undefined);
    expect(await world.rows()).toHaveLength(1);
  });

  test("SageMaker's own event does not judge what the call's record announced", async () => {
    exists("arn:aws:sagemaker:us-east-1:111122223333:training-job/train");
    const created = creationRecord(at, "c", alice, ["job", "train"], {});
    await expect(deliver(created)).rejects.toThrow(RetryLater);
    world.now = epoch + 120_000;
    await deliver(stateChangeEvent(at, "st", "train", at, "InProgress"));
    expect(await world.rows()).toMatchObject([{ announcedBy: "api", outcome: "settling", announcements: ["c"] }]);
  });

  test("a team by role tags does not overwrite what the session's record then proves", async () => {
    const tags = { team: "TeamB", studiouserid: "bob" };
    exists(notebookArn("churn"), tags);
    world.edges.lookups = { ...world.edges.lookups, roleTags: async () => ({ team: "TeamA" }) };
    const created = creationRecord(at, "c", alice, ["notebook", "churn"], tags);
    await expect(deliver(created)).rejects.toThrow(RetryLater);
    await deliver(sessionRecord(at, "s", alice, tags));
    await deliver(created);
    expect(Object.fromEntries(world.resources.get(notebookArn("churn"))?.tags ?? [])).toEqual(tags);
    expect(await world.rows()).toMatchObject([{ outcome: "ok", owner: { team: { value: "TeamB" } } }]);
    expect(world.notices).toEqual([]);
  });

  test("a lookup that is refused for good ends as failed and told, and is counted while it waits", async () => {
    const refused = () => Promise.reject(new RetryLater("ListRoleTags: AccessDenied", 60));
    world.edges.lookups = { ...world.edges.lookups, roleTags: refused };
    const created = creationRecord(at, "c", alice, ["notebook", "churn"], {});
    await expect(deliver(created)).rejects.toThrow(RetryLater);
    expect(await world.edges.ledger.unsettledBefore("2026-11-22T10:20:00Z")).toHaveLength(1);
    const last = handle(created, { ...delivery, receiveCount: 50 }, settings, world.edges);
    await expect(last).rejects.toThrow(PoisonRecord);
    expect(await world.edges.ledger.creations(notebookArn("churn"))).toMatchObject([{ outcome: "failed" }]);
    expect(world.notices.map(({ type }) => type)).toEqual(["tagging-failed"]);
  });

  test("a repeated call that made nothing new does not hand the resource over", async () => {
    const bob = { key: "ASIAEXAMPLEBOB000001", role: "DataScience", name: "run-2", since: at };
    exists(notebookArn("churn"));
    await deliver(sessionRecord(at, "s", alice, owner));
    await deliver(sessionRecord(at, "s2", bob, { team: "TeamB", studiouserid: "bob" }));
    await deliver(creationRecord(at, "c", alice, ["notebook", "churn"], {}));
    await expect(deliver(creationRecord("2026-11-22T10:05:00Z", "c2", bob, ["notebook", "churn"], {}))).rejects.toThrow(
      RetryLater,
    );
    expect(Object.fromEntries(world.resources.get(notebookArn("churn"))?.tags ?? [])).toEqual(owner);
    expect((await world.rows()).map((row) => row.owner.studiouserid?.value)).toEqual(["alice", "alice"]);
  });

  test("in observe mode the row holds what would have been written", async () => {
    exists(notebookArn("churn"));
    await deliver(sessionRecord(at, "s", alice, owner));
    const created = creationRecord(at, "c", alice, ["notebook", "churn"], {});
    await handle(created, delivery, { ...settings, mode: "observe" }, world.edges);
    expect(await world.rows()).toMatchObject([{ outcome: "observed", intent: owner }]);
    expect(world.allCalls).toBe(0);
  });

  test("a child's event that waited in the queue for an hour is still a creation", async () => {
    world.now = epoch + 3_700_000;
    const child = stateChangeEvent("2026-11-22T10:00:01Z", "st", "train", at, "InProgress");
    await deliver(child);
    expect(await world.rows()).toMatchObject([{ announcedBy: "state-change", outcome: "unowned" }]);
  });

  test.each([
    ["another service's event", { source: "aws.ecs", "detail-type": "AWS API Call via CloudTrail", detail: {} }],
    ["a forged source", { ...creationRecord(at, "c", alice, ["notebook", "churn"], {}), source: "custom" }],
    ["a failed call", failed()],
  ])("%s has no effect", async (_, event) => {
    await deliver(event);
    expect([await world.rows(), world.allCalls]).toEqual([[], 0]);
  });

  test.each([["a string"], [null], [7], [{ source: "aws.sagemaker", "detail-type": "AWS API Call via CloudTrail" }]])(
    "%j is poison",
    (event) => expect(deliver(event)).rejects.toThrow(PoisonRecord),
  );
});

function failed() {
  const event = creationRecord(at, "c", alice, ["notebook", "churn"], {});
  return { ...event, detail: { ...event.detail, errorCode: "AccessDenied" } };
}
