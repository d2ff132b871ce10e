import type { Notice } from "../model/notice.ts";
import { plainText } from "./plain-text.ts";

/** A notice as it leaves us: the same fields, every text fit to be shown. */
export interface NoticeDocument extends Omit<Notice, "resource" | "team" | "studiouserid"> {
  source: "sagewarden";
  resource: { arn: string; kind: string | null };
  team: string | null;
  studiouserid: string | null;
}

const longDetail = 2_000;
const mostFacts = 30;

/** For programs. */
export const noticeDocument = (notice: Notice): NoticeDocument => ({
  source: "sagewarden",
  id: plainText(notice.id, longDetail),
  type: notice.type,
  severity: notice.severity,
  title: plainText(notice.title, 200),
  resource: { arn: plainText(notice.resource.arn, longDetail), kind: orNull(notice.resource.kind) },
  team: orNull(notice.team),
  studiouserid: orNull(notice.studiouserid),
  at: plainText(notice.at),
  detail: plainText(notice.detail, longDetail),
  remediation: plainText(notice.remediation, longDetail),
  facts: Object.fromEntries(
    Object.entries(notice.facts)
      .slice(0, mostFacts)
      .map(([key, value]) => [plainText(key, 60), plainText(value, longDetail)]),
  ),
});

const orNull = (text: string | undefined): string | null => (text === undefined ? null : plainText(text));

/** For people: one line per thing, so that no name can pass for a line of its own. */
export const noticeText = (notice: Notice): string => {
  const { severity, title, resource, team, studiouserid, at, detail, remediation, facts, id } = noticeDocument(notice);
  const lines: [string, string][] = [
    ["Resource", resource.kind === null ? resource.arn : `${resource.arn} (${resource.kind})`],
    ["Owner", `${studiouserid ?? "nobody is proven"}, ${team === null ? "no team" : `team ${team}`}`],
    ["When", at],
    ["What happened", detail],
    ["What to do", remediation],
    ...Object.entries(facts),
    ["Notice", id],
  ];
  const shown = lines.filter(([, value]) => value !== "").map(([label, value]) => `${label}: ${value}`);
  return [`[${severity}] ${title}`, "", ...shown, ""].join("\n");
};
