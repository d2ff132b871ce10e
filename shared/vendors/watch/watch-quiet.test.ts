import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { SeenSignal } from "../../detect/signals/signal.ts";
import { severities } from "../../model/finding.ts";
import type { Settings } from "../../model/settings.ts";
import { isoSecondsAt } from "../../model/time.ts";
import {
  account,
  actOf,
  assumeRecord,
  callRecord,
  getObjectRecord,
  role,
  settingsWith,
  vendorIdentity,
} from "./example-acts.ts";
import { memoryWatchLedger } from "./memory-watch-ledger.ts";
import { rosterOf } from "./roster.ts";
import { emptyState, type RoleState } from "./state.ts";
import { watch } from "./watch.ts";
import { watchedOf } from "./watched.ts";

/** A vendor that does what its contract says, from a Monday on, in sessions of an hour. */
interface Manner {
  hasRanges: boolean;
  hasHours: boolean;
  region: string;
  writes: boolean;
  /** Sessions a day, and calls of each. */
  sessions: number;
  calls: number;
  days: number;
  /** Last bytes of the addresses that it calls from. */
  hosts: readonly number[];
  agent: string;
}

const manner = (most: { days: number; calls: number }): fc.Arbitrary<Manner> =>
  fc.record({
    hasRanges: fc.boolean(),
    hasHours: fc.boolean(),
    region: fc.constantFrom("eu-west-1", "us-east-1", "ap-southeast-2"),
    writes: fc.boolean(),
    sessions: fc.integer({ min: 1, max: 5 }),
    calls: fc.integer({ min: 1, max: most.calls }),
    days: fc.integer({ min: 1, max: most.days }),
    hosts: fc.uniqueArray(fc.integer({ min: 1, max: 254 }), { minLength: 1, maxLength: 8 }),
    agent: fc.constantFrom("Boto3/1.35.0 md/Botocore#1.35.0", "aws-sdk-java/2.20.1 Linux/5.10", "APN/1.0 Airbyte/1.0"),
  });

const settingsOf = ({ hasRanges, hasHours, region, writes }: Manner): Settings =>
  settingsWith({
    auger: {
      accounts: ["999988887777"],
      externalId: "an-external-id-of-auger",
      bucket: [{ bucket: "auger-acmeorg", prefix: "in/", access: writes ? "write" : "read" }],
      regions: [region],
      roleSessionName: "^auger-",
      ...(hasRanges ? { sourceIps: ["198.51.100.0/24"] } : {}),
      ...(hasHours ? { hours: { from: "06:00", to: "20:00", days: ["mon", "tue", "wed", "thu", "fri"] } } : {}),
      expires: "2027-12-31",
    },
  });

const monday = Date.UTC(2026, 5, 1);

function* recordsOf(of: Manner): Generator<object> {
  for (let day = 0; day < of.days; day++) {
    if (of.hasHours && day % 7 > 4) continue;
    for (let session = 0; session < of.sessions; session++) {
      const start = monday + day * 86_400_000 + (8 + 2 * session) * 3_600_000;
      const id = `${day}-${session}`;
      const accessKeyId = `ASIA${id.padStart(16, "0")}`;
      const common = {
        awsRegion: of.region,
        userAgent: of.agent,
        sourceIPAddress: `198.51.100.${of.hosts[session % of.hosts.length]}`,
      };
      yield {
        ...assumeRecord,
        ...common,
        eventID: `taken-${id}`,
        eventTime: isoSecondsAt(start),
        requestParameters: { ...assumeRecord.requestParameters, roleSessionName: `auger-${id}` },
        responseElements: { credentials: { accessKeyId, expiration: isoSecondsAt(start + 3_600_000) } },
      };
      yield { ...decrypted(id, accessKeyId, start), awsRegion: of.region };
      for (let call = 0; call < of.calls; call++)
        yield { ...callOf(of, call), ...common, ...sessionOf(id, accessKeyId, start, call) };
    }
  }
}

const sessionOf = (id: string, accessKeyId: string, start: number, call: number) => ({
  eventID: `call-${id}-${call}`,
  eventTime: isoSecondsAt(start + 1_000 * (1 + (call % 3_500))),
  userIdentity: {
    ...vendorIdentity,
    accessKeyId,
    principalId: `AROAAUGER:auger-${id}`,
    arn: `arn:aws:sts::${account}:assumed-role/vendor-auger/auger-${id}`,
    sessionContext: { ...vendorIdentity.sessionContext, attributes: { creationDate: isoSecondsAt(start) } },
  },
});

/** S3 asks for the key of an encrypted object, in the session's name. */
const decrypted = (id: string, accessKeyId: string, start: number) => {
  const { userIdentity, ...of } = sessionOf(`${id}-kms`, accessKeyId, start, 0);
  return {
    ...callRecord("kms", "Decrypt", { encryptionContext: { "aws:s3:arn": "arn:aws:s3:::auger-acmeorg" } }),
    ...of,
    userIdentity: { ...userIdentity, invokedBy: "AWS Internal" },
    sourceIPAddress: "AWS Internal",
    userAgent: "AWS Internal",
  };
};

const callOf = ({ writes }: Manner, call: number): object => {
  const operations = writes
    ? ["GetObject", "ListObjects", "PutObject", "HeadObject"]
    : ["GetObject", "ListObjects", "HeadObject"];
  const eventName = operations[call % operations.length];
  const of = eventName === "ListObjects" ? { prefix: "in/", "list-type": "2" } : { key: `in/${call}.csv` };
  return {
    ...getObjectRecord,
    eventName,
    readOnly: eventName !== "PutObject",
    requestParameters: { bucketName: "auger-acmeorg", ...of },
  };
};

const told = async (
  records: Iterable<object>,
  settings: Settings,
): Promise<{ signals: SeenSignal[]; acts: number }> => {
  const [roster, ledger, signals] = [rosterOf(settings), memoryWatchLedger(), [] as SeenSignal[]];
  let [state, acts]: [RoleState, number] = [emptyState(role), 0];
  for (const record of records) {
    const act = actOf(record);
    for (const watched of await watchedOf(act, roster, ledger)) {
      const seen = watch({ act, watched, state, settings });
      [state, acts] = [seen.state, acts + 1];
      signals.push(...seen.signals);
    }
  }
  return { signals, acts };
};

const grave = (signals: readonly SeenSignal[]): string[] =>
  signals
    .filter(({ severity }) => severities.indexOf(severity) >= 2)
    .map(({ signal, detail }) => `${signal}: ${detail}`);

describe("a vendor within its contract", () => {
  test("gives nothing of medium or above, however it works", async () => {
    await fc.assert(
      fc.asyncProperty(manner({ days: 21, calls: 8 }), async (of) => {
        expect(grave((await told(recordsOf(of), settingsOf(of))).signals)).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  test("10,000 calls in a month: not one signal", async () => {
    const of: Manner = {
      ...{ hasRanges: true, hasHours: true, region: "eu-west-1", writes: true, agent: "Boto3/1.35.0" },
      ...{ sessions: 5, calls: 95, days: 30, hosts: [7, 8, 9] },
    };
    const { signals, acts } = await told(recordsOf(of), settingsOf(of));
    expect(acts).toBeGreaterThan(10_000);
    expect(signals).toEqual([]);
  });
});

describe("one breach in a well-behaved month is told, as grave as it is", () => {
  const of: Manner = {
    ...{ hasRanges: true, hasHours: true, region: "eu-west-1", writes: false, agent: "Boto3/1.35.0" },
    ...{ sessions: 2, calls: 3, days: 20, hosts: [7] },
  };
  const call = {
    ...callOf(of, 0),
    ...sessionOf("1-0", "ASIA000000000000001-0", monday + 86_400_000 + 8 * 3_600_000, 9),
  };
  const taken = { ...assumeRecord, eventTime: "2026-06-02T10:00:00Z" };
  const asked = (change: object) => ({ ...taken, requestParameters: { ...assumeRecord.requestParameters, ...change } });
  const { externalId: _, ...without } = assumeRecord.requestParameters;

  test.each<[string, string, object, Partial<Settings["vendors"][string]>]>([
    [
      "account-not-in-contract",
      "critical",
      { ...taken, userIdentity: { type: "AWSAccount", accountId: "444455556666" } },
      {},
    ],
    ["external-id-missing", "high", { ...taken, requestParameters: without }, {}],
    ["session-too-long", "medium", asked({ durationSeconds: 7_200 }), {}],
    ["session-name-off-pattern", "low", asked({ roleSessionName: "me" }), {}],
    ["address-outside-contract", "high", { ...call, sourceIPAddress: "203.0.113.9" }, {}],
    ["outside-hours", "medium", { ...call, eventTime: "2026-06-06T10:00:00Z" }, {}],
    ["region-outside-contract", "medium", { ...call, eventSource: "ec2.amazonaws.com", awsRegion: "ap-south-1" }, {}],
    ["service-outside-contract", "high", { ...call, eventSource: "ec2.amazonaws.com", eventName: "DescribeVpcs" }, {}],
    ["contract-expired", "high", call, { expires: "2026-05-31" }],
    ["bucket-outside-contract", "high", { ...call, requestParameters: { bucketName: "other", key: "x" } }, {}],
    ["tool-agent", "high", { ...call, userAgent: "S3 Browser/9.5" }, {}],
  ])("%s: %s", async (signal, severity, breach, change) => {
    const settings = settingsOf(of);
    const changed = {
      ...settings,
      vendors: { auger: { ...(settings.vendors.auger as object), ...change } },
    } as Settings;
    const { signals } = await told([...recordsOf(of), { ...breach, eventID: "breach" }], changed);
    const ofBreach = signals.filter(({ eventId }) => eventId === "breach");
    expect(ofBreach).toContainEqual(expect.objectContaining({ signal, severity }));
  });
});
