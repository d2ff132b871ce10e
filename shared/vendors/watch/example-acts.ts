import type { SeenAct, Signal } from "../../detect/signals/signal.ts";
import { type Settings, settingsSchema } from "../../model/settings.ts";
import type { VendorAct, Watched } from "../../model/vendor-act.ts";
import { readVendorAct } from "../../normalise/vendor-act.ts";
import { contractsOf } from "../contract.ts";
import { emptyState, type RoleState, remember } from "./state.ts";

/** A vendor whose contract says everything, and records of its role, for tests that break one thing of them. */

export const account = "111122223333";
export const vendorAccount = "999988887777";
export const role = `arn:aws:iam::${account}:role/vendor/auger/vendor-auger`;
export const sessionKey = "ASIAAUGER00000000001";

const auger = {
  accounts: [vendorAccount],
  externalId: "an-external-id-of-auger",
  bucket: "auger-acmeorg",
  regions: ["eu-west-1"],
  services: ["s3"],
  maxSession: "PT1H",
  sourceIps: ["198.51.100.0/24"],
  roleSessionName: "^auger-",
  sourceIdentity: "^auger$",
  hours: { from: "06:00", to: "20:00", days: ["mon", "tue", "wed", "thu", "fri"] },
  assumes: [`arn:aws:iam::${account}:role/hub-*`],
  expires: "2027-12-31",
};

export const settingsWith = (vendors: Record<string, unknown>): Settings =>
  settingsSchema.parse({
    mode: "enforce",
    region: "eu-west-1",
    tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
    teams: { TeamA: {} },
    people: { alice: { team: "TeamA" } },
    provisioners: ["arn:aws:iam::*:role/terraform"],
    vendors,
  });

/** The settings with a change of the vendor's. */
export const vendorSettings = (change: Record<string, unknown> = {}): Settings =>
  settingsWith({
    auger: Object.fromEntries(Object.entries({ ...auger, ...change }).filter(([, value]) => value !== undefined)),
  });

const common = {
  eventVersion: "1.11",
  awsRegion: "eu-west-1",
  sourceIPAddress: "198.51.100.7",
  userAgent: "Boto3/1.35.0 md/Botocore#1.35.0",
  eventType: "AwsApiCall",
  managementEvent: true,
  recipientAccountId: account,
  eventCategory: "Management",
};

/** A session of the vendor's role. */
export const vendorIdentity = {
  type: "AssumedRole",
  principalId: "AROAAUGER:auger-7",
  arn: `arn:aws:sts::${account}:assumed-role/vendor-auger/auger-7`,
  accountId: account,
  accessKeyId: sessionKey,
  sessionContext: {
    sessionIssuer: { type: "Role", principalId: "AROAAUGER", arn: role, accountId: account, userName: "vendor-auger" },
    attributes: { creationDate: "2026-07-01T10:00:00Z", mfaAuthenticated: "false" },
    sourceIdentity: "auger",
  },
};

/** A session of one of our functions. */
export const ownIdentity = (name: string, of = account) => ({
  type: "AssumedRole",
  accountId: of,
  sessionContext: { sessionIssuer: { type: "Role", arn: `arn:aws:iam::${of}:role/sagewarden/${name}` } },
});

/** The vendor reads an object, on a Wednesday. */
export const getObjectRecord = {
  ...common,
  userIdentity: vendorIdentity,
  eventTime: "2026-07-01T10:05:00Z",
  eventSource: "s3.amazonaws.com",
  eventName: "GetObject",
  requestParameters: {
    bucketName: "auger-acmeorg",
    key: "in/data.csv",
    Host: "auger-acmeorg.s3.eu-west-1.amazonaws.com",
  },
  responseElements: null,
  additionalEventData: { bytesTransferredOut: 1_024 },
  eventID: "11111111-0000-4000-8000-000000000001",
  readOnly: true,
  managementEvent: false,
  eventCategory: "Data",
};

/** The vendor takes its role. */
export const assumeRecord = {
  ...common,
  userIdentity: { type: "AWSAccount", principalId: "AROAVENDORSIDE:worker", accountId: vendorAccount },
  eventTime: "2026-07-01T10:00:00Z",
  eventSource: "sts.amazonaws.com",
  eventName: "AssumeRole",
  requestParameters: {
    roleArn: role,
    roleSessionName: "auger-7",
    externalId: "an-external-id-of-auger",
    sourceIdentity: "auger",
    durationSeconds: 3_600,
  },
  responseElements: {
    credentials: { accessKeyId: sessionKey, sessionToken: "not-recorded", expiration: "Jul 1, 2026, 11:00:00 AM" },
    assumedRoleUser: { assumedRoleId: "AROAAUGER:auger-7", arn: vendorIdentity.arn },
    sourceIdentity: "auger",
  },
  eventID: "22222222-0000-4000-8000-000000000001",
  readOnly: true,
};

export const actOf = (record: object): VendorAct => {
  const act = readVendorAct(record);
  if (act === undefined) throw new Error("no record");
  return act;
};

/** The vendor's session calls something. */
export const callRecord = (service: string, eventName: string, request: object | null = {}, change: object = {}) => ({
  ...getObjectRecord,
  eventSource: `${service}.amazonaws.com`,
  eventName,
  requestParameters: request,
  additionalEventData: undefined,
  managementEvent: true,
  eventCategory: "Management",
  ...change,
});

/** What a signal sees of one record of the vendor's role, `watched` otherwise where named. */
export const seenOf = (
  record: object,
  {
    settings = vendorSettings(),
    contract,
    before = emptyState(role),
    ...watched
  }: Partial<SeenAct> & Partial<Watched> = {},
): SeenAct => {
  const act = actOf(record);
  const how = act.eventName === "AssumeRole" && act.principal.type !== "AssumedRole" ? "assumed" : "session";
  const full: Watched = {
    role,
    how,
    contract: contract ?? contractsOf(settings, { partition: "aws", account })[0],
    registered: true,
    ...watched,
  };
  return { act, watched: full, before, after: remember(before, act, full), settings };
};

/** What a signal says of one record. */
export const says = (
  signal: Signal,
  record: object,
  seen: Parameters<typeof seenOf>[1] = {},
): readonly string[] | undefined => signal.detect(seenOf(record, seen));

/** A role that has been learnt: it did this every day in June 2026. */
export const learntState = (records: readonly object[] = [assumeRecord, getObjectRecord]): RoleState => {
  let state = emptyState(role);
  for (let day = 1; day <= 30; day++) {
    for (const record of records) {
      const { eventTime, eventID } = record as { eventTime: string; eventID: string };
      const at = `2026-06-${String(day).padStart(2, "0")}${eventTime.slice(10)}`;
      const { act, watched } = seenOf({ ...record, eventTime: at, eventID: `${eventID}-${day}` });
      state = remember(state, act, watched);
    }
  }
  return state;
};
