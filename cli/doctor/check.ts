import type { Settings } from "#shared/model/settings.ts";
import type { Account } from "./account.ts";

export const statuses = ["ok", "warn", "fail", "unknown"] as const;

/** What a check found. */
export interface Answer {
  status: (typeof statuses)[number];
  detail: string;
  /** What to do about it; empty when nothing is to be done. */
  remediation: string;
}

/** What a check may look at. */
export interface Situation {
  settings: Settings;
  account: Account;
  caller: { account: string; partition: string };
}

/** One check: reads, then judges. An error of the reading becomes `unknown`. */
export interface Check {
  id: string;
  run(situation: Situation): Promise<Answer>;
}

export const ok = (detail: string): Answer => ({ status: "ok", detail, remediation: "" });
export const warn = (detail: string, remediation: string): Answer => ({ status: "warn", detail, remediation });
export const unknown = (detail: string, remediation = ""): Answer => ({ status: "unknown", detail, remediation });
export const fail = (detail: string, remediation: string): Answer => ({ status: "fail", detail, remediation });

/** The gravest status of several findings, told together; `good` when there is none. */
export const worst = (answers: readonly Answer[], good: string): Answer => {
  const bad = answers.filter(({ status }) => status !== "ok");
  if (bad.length === 0) return ok(good);
  const gravest = (["fail", "unknown", "warn"] as const).find((status) =>
    bad.some((answer) => answer.status === status),
  );
  const join = (texts: readonly string[]) => [...new Set(texts.filter((text) => text !== ""))].join("; ");
  return {
    status: gravest ?? "fail",
    detail: join(bad.map(({ detail }) => detail)),
    remediation: join(bad.map(({ remediation }) => remediation)),
  };
};
