import { expect, test } from "@jest/globals";
import type { Incident } from "#shared/model/incident.ts";
import { containment } from "#shared/names.ts";
import { firstSession } from "./adversary.ts";
import type { Session } from "./iam.ts";
import { changes } from "./iam-changes.ts";
import { quietly } from "./quiet.ts";
import type { IncidentStage } from "./stage.ts";

/** ms that IAM was seen to need until a change holds everywhere. */
const enforcement = 4_000;
const isDone = ({ rungs }: Incident, id: string): boolean =>
  rungs.some(({ rung, status }) => rung === id && status === "done");

test.each(["deny", "trust", "restamp"] as const)(
  "somebody takes the denials away after %s: contained is said when those put back hold everywhere",
  async (rung) => {
    let [session, may, isUndone]: [Session | undefined, boolean | undefined, boolean] = [undefined, undefined, false];
    const undo = ({ iam, role }: IncidentStage): void => {
      for (const policy of [containment.deny, containment.revoke]) iam.admin(changes.deleteInline(role.name, policy));
      isUndone = true;
    };
    const { row } = await quietly({
      iam: { enforcement: { ms: enforcement } },
      before: ({ iam, role }) => {
        session = firstSession(iam, role.name);
      },
      saved: (next, stage) => {
        if (!isUndone && isDone(next, rung)) undo(stage);
        if (next.phase !== "contained" || may !== undefined || session === undefined) return;
        may = stage.iam.mayWithin(enforcement, session, "s3:GetObject");
      },
    });
    expect([row.phase, isUndone, may]).toEqual(["contained", true, false]);
  },
);
