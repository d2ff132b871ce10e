import type { Incident, Reach, RungLine } from "../../model/incident.ts";
import type { EvidenceCall } from "./calls.ts";
import type { IncidentDocument } from "./document.ts";

const most = { rows: 500, text: 300 };

/** Text in a sentence. Names, addresses and agents are chosen by whoever attacks: no markup, no link, no line of its own. */
export const escaped = (text: string): string => {
  const plain = text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "·");
  const cut = plain.length > most.text ? `${[...plain].slice(0, most.text).join("")}…` : plain;
  return cut
    .replaceAll(/[\\`*_{}[\]<>#|~&!@$]/g, String.raw`\$&`)
    .replaceAll("://", String.raw`\://`)
    .replaceAll(/www\./gi, (www) => `${www.slice(0, 3)}\\.`);
};

/** The document for people. The JSON has all of it; long tables end here with what is left. */
export const markdownOf = (document: IncidentDocument): string =>
  [
    head(document),
    section("Why", document.incident.causes.map(causeLine)),
    section("What was done, in its order", rungTable(document.incident.rungs)),
    section("What its sessions took and made", reachTable(document.incident.reached)),
    section(
      "What was disturbed",
      document.incident.disturbed.map(({ at, what }) => `- ${at}: ${escaped(what)}`),
    ),
    section("What people said", document.incident.answers.map(answerLine)),
    section("How it was put back", restored(document)),
    section("Every call in the window", callTable(document.calls)),
    section(
      "What the calls touched",
      table(
        ["What", "Calls"],
        document.touched.map(({ name, calls }) => [escaped(name), String(calls)]),
      ),
    ),
    section(
      "What the calls made",
      table(
        ["When", "What", "Id", "Record"],
        document.made.map(({ at, type, id, eventId }) => [at, escaped(type), escaped(id), escaped(eventId)]),
      ),
    ),
    section(
      "What was not visible, and why",
      document.notVisible.map((line) => `- ${escaped(line)}`),
    ),
  ]
    .join("\n\n")
    .concat("\n");

const head = ({ incident, snapshot, window, writtenAt }: IncidentDocument): string => {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["Role", incident.role],
    ["Unique id", incident.roleId],
    ["Vendor", incident.vendor ?? "nobody registered it"],
    ["State", `${incident.phase}: ${incident.why}`],
    ["Opened", incident.openedAt],
    ["Sessions from before this are dead", incident.cutAt],
    ["Contained", incident.containedAt],
    ["Restored", incident.restoredAt],
    ["Sessions from before are over", incident.restoreRungs?.find(({ rung }) => rung === "sessions")?.evidence.over],
    ["Ended", incident.endedAt],
    ["Goes by itself up to", incident.upTo],
    ["Held back", incident.brake && `after ${incident.brake.at}: ${incident.brake.why}`],
    ["The role as it was", snapshot ? `${snapshot.bucket}/${snapshot.key}, version ${snapshot.version}` : "not kept"],
    ["Its SHA-256", snapshot?.sha256],
    ["Window of the calls", `${window.since} to ${window.until}`],
    ["Written", writtenAt],
  ];
  const rows = facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, escaped(value)]]));
  const title = `# Incident ${escaped(incident.id)}${incident.exercise ? " (an exercise)" : ""}`;
  return [title, "", ...table(["", ""], rows), "", "Times of rungs are by IAM's clock."].join("\n");
};

const section = (title: string, lines: readonly string[]): string =>
  [`## ${title}`, "", ...(lines.length === 0 ? ["Nothing."] : lines)].join("\n");

const table = (names: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => {
  if (rows.length === 0) return [];
  const left = rows.length - most.rows;
  return [
    `| ${names.join(" | ")} |`,
    `| ${names.map(() => "---").join(" | ")} |`,
    ...rows.slice(0, most.rows).map((cells) => `| ${cells.join(" | ")} |`),
    ...(left > 0 ? ["", `${left} more are in incident.json.`] : []),
  ];
};

const causeLine = ({
  type,
  by,
  reason,
  at,
  findings,
  severity,
}: IncidentDocument["incident"]["causes"][number]): string =>
  `- ${at}, ${type} by ${escaped(by)}${severity ? ` (${severity})` : ""}: ${escaped(reason)}${
    findings.length > 0 ? `; evidence: ${findings.slice(0, 20).map(escaped).join(", ")}` : ""
  }`;

const rungTable = (rungs: readonly RungLine[]): readonly string[] =>
  table(
    ["Rung", "Result", "When", "What"],
    rungs.map(({ rung, status, evidence: { detail, at, ...facts } }) => [
      rung,
      status,
      at === undefined ? "" : escaped(at),
      [escaped(detail), ...Object.entries(facts).map(([name, value]) => `${escaped(name)}: ${escaped(value)}`)].join(
        "; ",
      ),
    ]),
  );

const reachTable = (reached: readonly Reach[]): readonly string[] =>
  table(
    ["What", "Id", "Result", "When", "Why"],
    reached.map(({ type, id, of, sessions = [], status, at, why }) => [
      type,
      [id, ...(of === undefined ? [] : [`of ${of}`]), ...sessions].map(escaped).join(", "),
      status,
      escaped(at),
      escaped(why),
    ]),
  );

const answerLine = ({ at, by, choice, of, verdict, why }: IncidentDocument["incident"]["answers"][number]): string =>
  `- ${at}: ${escaped(by)} said ${choice}${of === undefined ? "" : ` (${of})`}, ${verdict}: ${escaped(why)}`;

const restored = ({ incident: { restore, restoreRungs = [], heldBack = [] } }: IncidentDocument): readonly string[] => [
  ...(restore ? [`Asked for by ${escaped(restore.by)} at ${restore.at}${extentOf(restore)}.`, ""] : []),
  ...rungTable(restoreRungs),
  ...(heldBack.length > 0 ? ["", "Held back:", ""] : []),
  ...heldBack.map(({ what, why }) => `- ${escaped(what)}: ${escaped(why)}`),
];

const extentOf = ({ all, acceptDrift }: NonNullable<Incident["restore"]>): string =>
  [
    all ? ", with all that is held back otherwise" : "",
    acceptDrift ? ", over what others had changed meanwhile" : "",
  ].join("");

const callTable = (calls: readonly EvidenceCall[]): readonly string[] =>
  table(
    ["When", "Call", "By", "Key", "From", "Region", "Result", "Named"],
    calls.map((call) => [
      escaped(call.at),
      escaped(`${call.eventSource.replace(".amazonaws.com", "")}:${call.eventName}`),
      escaped(call.by ?? ""),
      escaped(call.accessKeyId ?? ""),
      escaped(call.sourceIp ?? ""),
      escaped(call.region),
      escaped(call.errorCode ?? "done"),
      call.touched.slice(0, 3).map(escaped).join(", "),
    ]),
  );
