import type { SeenSignal } from "#shared/detect/signals/signal.ts";
import type { Settings } from "#shared/model/settings.ts";
import { epochOf, isoAt } from "#shared/model/time.ts";
import { contractsOf } from "#shared/vendors/contract.ts";
import { account, actOf, callRecord, role, settingsWith, vendorIdentity } from "#shared/vendors/watch/example-acts.ts";
import { emptyState, type RoleState } from "#shared/vendors/watch/state.ts";
import { watch } from "#shared/vendors/watch/watch.ts";

/** One call of a log: service, event name as CloudTrail writes it, parameters, and what else the record says. */
export type Call = readonly [service: string, eventName: string, request?: object | null, change?: object];

const person = "arn:aws:iam::111122223333:user/christophe";

/** An IAM user with a long-term key, as in most published logs. */
export const userIdentity = {
  type: "IAMUser",
  principalId: "AIDAEXAMPLE",
  arn: person,
  accountId: account,
  accessKeyId: "AKIAEXAMPLE000000001",
  userName: "christophe",
};

export interface Player {
  settings?: Settings;
  state?: RoleState;
  /** Seconds from one call to the next. */
  every?: number;
}

/** The signals of a log, its calls in their order, by the vendor of the settings, else by a user whom nobody registered. */
export const play = (
  calls: Iterable<Call>,
  { settings = settingsWith({}), state, every = 1 }: Player = {},
): SeenSignal[] => {
  const [contract] = contractsOf(settings, { partition: "aws", account });
  const watched = {
    role: contract === undefined ? person : role,
    how: "session" as const,
    contract,
    registered: contract !== undefined,
  };
  let before = state ?? emptyState(watched.role);
  const found: SeenSignal[] = [];
  let index = 0;
  for (const [service, eventName, request = {}, change = {}] of calls) {
    const record = callRecord(service, eventName, request, {
      userIdentity: contract === undefined ? userIdentity : vendorIdentity,
      eventTime: isoAt((epochOf("2026-07-01T10:00:00Z") ?? 0) + index * every * 1000),
      eventID: `55555555-0000-4000-8000-${index++}`,
      readOnly: undefined,
      ...change,
    });
    const { state: after, signals } = watch({ act: actOf(record), watched, state: before, settings });
    before = after;
    found.push(...signals);
  }
  return found;
};

export const times = (count: number, call: (index: number) => Call): Call[] =>
  Array.from({ length: count }, (_, index) => call(index));
