import { textTable } from "../cli/text-table.ts";
import type { AuditReport } from "./audit.ts";
import { type Variant, variants } from "./bundles.ts";
import type { PathCalls } from "./calls.ts";
import type { CredentialsReport } from "./credentials.ts";
import type { PolicySize } from "./policies.ts";
import type { SignalsReport } from "./signals.ts";
import type { SimulateRun } from "./simulate.ts";
import type { FunctionStart, StartReport } from "./start.ts";
import type { Spread } from "./statistics.ts";
import type { SweepReport } from "./sweep.ts";
import type { ThroughputReport } from "./throughput.ts";

export interface Report {
  calls: readonly PathCalls[];
  throughput: ThroughputReport;
  signals: SignalsReport;
  start: StartReport;
  credentials: CredentialsReport;
  sweep: SweepReport;
  audit: AuditReport;
  policies: readonly PolicySize[];
  simulate: readonly SimulateRun[];
}

const kibibyte = 1024;
const aims = {
  entry: 40 * kibibyte,
  raw: 500 * kibibyte,
  ofOrdinary: 0.65,
  reads: 1 / 50,
  ofIdeal: 1.1,
  ofPlainCall: 1.5,
  throttled: 0.02,
  memory: 1.25,
};

const names: Readonly<Record<Variant, string>> = {
  ours: "ours",
  cdk: "all static, CDK's defaults",
  static: "all static, ES modules",
};

const kib = (bytes: number): string => (bytes / kibibyte).toFixed(1);
const times = ({ median, min, max }: Spread): string => `${median.toFixed(2)} (${min.toFixed(2)}-${max.toFixed(2)})`;
const ms = ({ median, min, max }: Spread): string => `${median.toFixed(0)} (${min.toFixed(0)}-${max.toFixed(0)})`;
const rate = (value: number): string => Math.round(value).toLocaleString("en");

/** `ListTags, AddTags`; `10 ListUserProfiles, ListTags`. */
export const inWords = (operations: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const operation of operations) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} ${name}`)).join(", ");
};

const callsTable = (calls: readonly PathCalls[]): string => {
  const sizes = [...new Set(calls.map(({ existing }) => existing))];
  const rows = [...new Set(calls.map(({ title }) => title))].map((title) => {
    const found = sizes.map((size) => calls.find((row) => row.title === title && row.existing === size));
    const last = found.at(-1);
    const others = Object.entries(last?.others ?? {}).map(([service, count]) => `${count} ${service}`);
    return [
      title,
      ...found.map((row) => `${row?.sageMaker.length}`),
      inWords(last?.sageMaker ?? []) || "-",
      others.join(", "),
      `${last?.tags.team ?? "-"} ${last?.tags.studiouserid ?? "-"}`,
    ];
  });
  return textTable(
    [
      "how it came to be",
      ...sizes.map((size) => size.toLocaleString("en")),
      "SageMaker calls at the most",
      "others",
      "tags then",
    ],
    rows,
  );
};

const throughputTable = ({ rows }: ThroughputReport): string =>
  textTable(
    ["", "events/s (min-max)", "of JSON.parse's"],
    rows.map(({ title, eventsPerSecond: { median, min, max }, ofParse }) => [
      title,
      `${rate(median)} (${rate(min)}-${rate(max)})`,
      times(ofParse),
    ]),
  );

const signalsTable = ({ signals, rows }: SignalsReport): string =>
  textTable(
    ["", "records/s (min-max)", "signals asked/s"],
    rows.map(({ title, recordsPerSecond: { median, min, max } }, index) => [
      title,
      `${rate(median)} (${rate(min)}-${rate(max)})`,
      index === 0 ? "-" : rate(median * signals),
    ]),
  );

const met = (isMet: boolean): string => (isMet ? "met" : "missed");

const sizeTable = ({ functions }: StartReport): string =>
  textTable(
    ["", "KiB", "gzip", "before the first import()", "<= 40", "all <= 500"],
    functions.flatMap(({ folder, sizes }) =>
      variants.map((variant) => {
        const { raw, gzip, entry } = sizes[variant];
        const isOurs = variant === "ours";
        return [
          `${folder}, ${names[variant]}`,
          kib(raw),
          kib(gzip),
          kib(entry),
          isOurs ? met(entry <= aims.entry) : "",
          isOurs ? met(raw <= aims.raw) : "",
        ];
      }),
    ),
  );

const startTable = ({ functions }: StartReport): string =>
  textTable(
    ["ms, median (min-max)", "import", "import + first event", "its CPU", "whole process"],
    functions.flatMap(({ folder, times: of }) =>
      variants.map((variant) => {
        const { importMs, readyMs, cpuMs, wallMs } = of[variant];
        return [`${folder}, ${names[variant]}`, ms(importMs), ms(readyMs), ms(cpuMs), ms(wallMs)];
      }),
    ),
  );

const ratioTable = ({ functions }: StartReport): string =>
  textTable(
    [
      "import + first event, ours",
      "of CDK's defaults",
      "<= 0.65",
      "of ES modules",
      "<= 0.65",
      "process, of a bare Node",
    ],
    functions.map(({ folder, ofCdk, ofStatic, ofBare }: FunctionStart) => [
      folder,
      times(ofCdk),
      met(ofCdk.median <= aims.ofOrdinary),
      times(ofStatic),
      met(ofStatic.median <= aims.ofOrdinary),
      times(ofBare),
    ]),
  );

const credentialsTable = (report: CredentialsReport): string => {
  const { bareMs, plainMs, sdkMs, coldMs, warmMs, execMs } = report;
  const { coldOfPlain, coldOfSdk, warmOfBare, execOfPlain, execOfSdk } = report;
  return textTable(
    ["whole processes", "ms, median (min-max)", "round by round", `<= ${aims.ofPlainCall}`],
    [
      ["node -e 0", ms(bareMs), "", ""],
      ["one AssumeRole, signed by hand", ms(plainMs), "", ""],
      ["one AssumeRole, by the SDK", ms(sdkMs), "", ""],
      [
        "credential-process, cold",
        ms(coldMs),
        `${times(coldOfPlain)} of by hand, ${times(coldOfSdk)} of the SDK`,
        met(coldOfPlain.median <= aims.ofPlainCall),
      ],
      ["credential-process, warm", ms(warmMs), `${times(warmOfBare)} of node -e 0`, ""],
      [
        ...["exec, until its command has begun", ms(execMs)],
        ...[`${times(execOfPlain)} of by hand, ${times(execOfSdk)} of the SDK`, ""],
      ],
    ],
  );
};

const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;

const sweepTable = ({ runs, naive }: SweepReport): string =>
  textTable(
    ["", "reads", "of Describe + ListTags", "<= 1/50", "seconds", "of the ideal", "<= 1.1", "refused", "<= 2 %"],
    runs.map(({ title, reads, throttled, seconds, ideal }) => [
      title,
      `${reads}`,
      `1/${Math.floor(naive / reads)}`,
      met(reads <= naive * aims.reads),
      seconds.toFixed(1),
      (seconds / ideal).toFixed(2),
      met(seconds <= ideal * aims.ofIdeal),
      percent(throttled / reads),
      met(throttled <= reads * aims.throttled),
    ]),
  );

const auditTable = ({ runs }: AuditReport): string =>
  textTable(
    ["", "vendors' roles", "findings", "MB of documents", "ms, median (min-max)", "roles/s", "of JSON.parse's"],
    runs.map(({ title, roles, vendors, findings, bytes, ms: time, ofParse }) => [
      title,
      rate(vendors),
      rate(findings),
      (bytes / 1e6).toFixed(1),
      ms(time),
      rate((1_000 * roles) / time.median),
      times(ofParse),
    ]),
  );

const policyTable = (policies: readonly PolicySize[]): string =>
  textTable(
    ["", "policies", "characters, the largest", "IAM takes", ""],
    policies.map(({ document, count, characters, limit }) => [
      ...[document, `${count}`, rate(characters), rate(limit), met(characters <= limit && count < 10)],
    ]),
  );

const simulateTable = (runs: readonly SimulateRun[]): string => {
  const fewest = runs[0]?.memory ?? 0;
  return textTable(
    ["lines", "MB", "seconds", "MB of memory", "of the fewest lines'", `<= ${aims.memory}`],
    runs.map(({ lines, bytes, seconds, memory }) => [
      ...[rate(lines), (bytes / 1e6).toFixed(1), seconds.toFixed(1), rate(memory / 1e6)],
      ...[(memory / fewest).toFixed(2), met(memory <= fewest * aims.memory)],
    ]),
  );
};

/** Counted once: notebooks, moto, 100 a page. `ResourceQuery.get` in its c7n/query.py lists the fleet for each event. */
const peer = "Not measured here: Cloud Custodian 0.9.53, mode cloudtrail, makes 6, 7 and 26 calls for one notebook.";

export const textOf = ({
  calls,
  throughput,
  signals,
  start,
  sweep,
  audit,
  policies,
  simulate,
  credentials,
}: Report): string =>
  [
    "SageMaker calls per event, by resources that exist already (the deployed bundle, each event in a new process)",
    callsTable(calls),
    peer,
    "",
    `Events per second (one process, warm, no network; ${throughput.rounds} rounds of ${rate(throughput.events)} events of ${throughput.bytes} bytes)`,
    throughputTable(throughput),
    "",
    `A vendor's records (one process, warm, the role's row in memory; ${signals.rounds} rounds of ${rate(signals.records)} records, ${signals.signals} signals)`,
    signalsTable(signals),
    "",
    "Bundles (minified, the SDK inside)",
    sizeTable(start),
    "",
    `Starts (${start.rounds} rounds, interleaved; AWS is this machine, without TLS). A bare node -e 0: ${ms(start.bareMs)} ms`,
    startTable(start),
    "",
    "Round by round, median (min-max)",
    ratioTable(start),
    "",
    `A role's credentials (${credentials.rounds} rounds; STS is this machine, without TLS; cold and warm together made ${credentials.callsPerRound} call of it)`,
    credentialsTable(credentials),
    "",
    `A sweep of ${rate(sweep.resources)} resources in the local account, which serves ${sweep.perSecond} a second of each operation, ${sweep.burst} at once`,
    sweepTable(sweep),
    "",
    `An audit of ${rate(audit.runs[0]?.roles ?? 0)} roles, from the text of their documents to findings (${audit.rounds} rounds, no network)`,
    auditTable(audit),
    "",
    "The policies of 30 teams and 2,000 people (a role takes ten managed policies, twenty where the quota is raised)",
    policyTable(policies),
    "",
    "Questions about access, by sagewarden simulate (from stdin, with the process's start)",
    simulateTable(simulate),
    "",
  ].join("\n");
