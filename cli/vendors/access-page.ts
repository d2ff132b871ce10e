import { plainText } from "#shared/notify/plain-text.ts";
import type { AccessReport, BucketUse, Counted, SessionNode } from "#shared/vendors/access/report.ts";
import { textTable } from "../text-table.ts";

/** Lines of a part, where the document has all. */
const most = 20;

/** A report for people. Every text of the records goes through `plainText`. */
export const accessPage = (report: AccessReport): string =>
  [
    head(report),
    part("taken by", report.takenBy, ({ account, addresses }) => [account ?? "", addresses.slice(0, 3).join(" ")]),
    sessions(report.sessions),
    part("services", report.services, ({ declared, denied }) => [
      declared === false ? "not in the contract" : "",
      denied === 0 ? "" : `${denied} failed`,
    ]),
    part("addresses", report.addresses),
    part("regions", report.regions),
    buckets(report.buckets),
    part("secrets read", report.secrets),
    part("changed", report.changed),
    created(report),
    part("others' changes of the role", report.editedBy),
    ...ledger(report),
    reach(report),
    `not seen\n${report.unseen.map((line) => `  ${line}`).join("\n")}`,
  ]
    .filter((text) => text !== "")
    .join("\n\n");

const shown = (text: string): string => plainText(text, 120);
const day = (at: string): string => at.slice(0, 16).replace("T", " ");

const head = ({ vendor, role, registered, from, to, acts, denied }: AccessReport): string => {
  const whose = registered ? `${vendor}, ${shown(role)}` : `${shown(role)}, which nobody registered`;
  const span = from === null || to === null ? "" : `, ${day(from)} to ${day(to)} UTC`;
  return `${whose}\n${acts} acts, ${denied} of them failed${span}`;
};

const part = <Row extends Counted>(
  title: string,
  rows: readonly Row[],
  more: (row: Row) => readonly string[] = () => [],
): string => {
  if (rows.length === 0) return "";
  const cells = rows
    .slice(0, most)
    .map((row) => [`  ${shown(row.name)}`, String(row.count), day(row.first), day(row.last), ...more(row).map(shown)]);
  return [textTable([title, "times", "first", "last"].concat(more(rows[0] as Row).map(() => "")), cells), rest(rows)]
    .filter((text) => text !== "")
    .join("\n");
};

const rest = (rows: readonly unknown[]): string =>
  rows.length > most ? `  … and ${rows.length - most} more: --json has all` : "";

const sessions = (roots: readonly SessionNode[]): string => {
  if (roots.length === 0) return "";
  const lines = roots.flatMap((root) => branch(root, 1));
  return [`sessions and keys`, ...lines.slice(0, 2 * most), rest(lines.slice(most))]
    .filter((text) => text !== "")
    .join("\n");
};

const branch = (node: SessionNode, depth: number): string[] => {
  const who = [node.how === "session" ? "" : node.how, node.principal ?? "", node.name ?? ""].filter(
    (text) => text !== "",
  );
  const did = `${node.acts} acts${node.denied === 0 ? "" : `, ${node.denied} failed`}`;
  const line = `${"  ".repeat(depth)}${shown(node.key)}  ${shown(who.join(" "))}  ${did}  ${shown(node.services.join(" "))}`;
  return [line.trimEnd(), ...node.children.flatMap((child) => branch(child, depth + 1))];
};

const buckets = (rows: readonly BucketUse[]): string => {
  if (rows.length === 0) return "";
  const cells = rows
    .slice(0, most)
    .map((row) => [
      `  ${shown(row.name)}`,
      row.inContract === false ? "outside" : "",
      ...[row.read, row.written, row.deleted, row.denied].map(String),
      `${row.objects}${row.moreObjects ? "+" : ""}`,
      String(row.bytesOut),
      shown(row.samples.slice(0, 2).join(" ")),
    ]);
  const headings = ["buckets", "contract", "read", "written", "deleted", "failed", "objects", "bytes out", "such as"];
  return [textTable(headings, cells), rest(rows)].filter((text) => text !== "").join("\n");
};

const created = ({ created: rows }: AccessReport): string =>
  rows.length === 0
    ? ""
    : [
        textTable(
          ["made, and still there", "what", "when", "by"],
          rows.slice(0, most).map(({ type, id, at, by }) => [`  ${type}`, shown(id), day(at), shown(by ?? "")]),
        ),
        rest(rows),
      ]
        .filter((text) => text !== "")
        .join("\n");

/** What was heard at the time. Counts are the ledger's own, beside those of the records above. */
const ledger = ({ ledger: heard }: AccessReport): string[] => {
  if (heard === null) return [];
  const { first, last, score, habits, taken, ties, signals } = heard;
  const span = first === null || last === null ? "no act" : `${day(first)} to ${day(last)} UTC, score ${score}`;
  const rows = <Row>(title: string, all: readonly Row[], cells: (row: Row) => readonly string[]): string[] =>
    all.length === 0
      ? []
      : [
          `${title}\n${all
            .slice(0, most)
            .map((row) => `  ${cells(row).map(shown).join("  ")}`)
            .join("\n")}`,
          rest(all),
        ];
  const used = Object.entries(habits).filter(([, values]) => values.length > 0);
  return [
    `from the ledger: heard ${span}`,
    ...rows("used most", used, ([dimension, values]) => [
      dimension,
      values
        .slice(0, 5)
        .map(({ name, count }) => `${name} (${count})`)
        .join(", "),
    ]),
    ...rows("sessions that were taken", taken, (one) => [
      day(one.at),
      one.accessKeyId,
      ...[one.account, one.caller, one.name, one.sourceIp].flatMap((text) => text ?? []),
    ]),
    ...rows("taken further, or made", ties, ({ at, how, id }) => [day(at), how, id]),
    ...rows("signals", signals, ({ at, severity, signal, detail }) => [day(at), severity, signal, detail]),
  ].filter((text) => text !== "");
};

const reach = ({ reach: found }: AccessReport): string => {
  if (found === null) return "";
  const rows = found.grants
    .slice(0, most)
    .map(({ action, resources, policy, conditions }) => [
      `  ${shown(action)}`,
      shown(resources.slice(0, 3).join(" ")),
      conditions ? "with conditions" : "",
      shown(policy),
    ]);
  const unknown = found.unknown.length === 0 ? "" : `  not given: ${found.unknown.map(shown).join(", ")}`;
  return [textTable(["could reach", "on", "", "by policy"], rows), rest(found.grants), unknown]
    .filter((text) => text !== "")
    .join("\n");
};
