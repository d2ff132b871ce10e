import { dynamoTable } from "#shared/aws/dynamodb.ts";
import type { SeenSignal } from "#shared/detect/signals/signal.ts";
import { names } from "#shared/names.ts";
import { type VendorRoles, vendorRolesOver } from "#shared/record/vendor-roles.ts";
import type { Clients } from "./clients.ts";

/** What is known of the vendors' roles, as the ledger of the account has it. */
export const vendorRoles = ({ dynamodb }: Pick<Clients, "dynamodb">): VendorRoles =>
  vendorRolesOver(
    dynamoTable(names.table, () => dynamodb),
    { keep: 0 },
  );

/** Signals of a role that were not there before. */
export const newSignals = async (roles: VendorRoles, role: string, known: ReadonlySet<string>) =>
  (await roles.signals(role)).filter((signal) => !known.has(keyOf(signal)));

export const keyOf = ({ eventId, signal }: Pick<SeenSignal, "eventId" | "signal">): string => `${eventId} ${signal}`;
