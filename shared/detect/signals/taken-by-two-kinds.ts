import type { Signal } from "./signal.ts";
import { isTaken } from "./support/taken.ts";

const kinds: Readonly<Record<string, string>> = { AWSAccount: "another account", AWSService: "an AWS service" };

export const takenByTwoKinds: Signal = {
  id: "taken-by-two-kinds",
  severity: "medium",
  why: "The role is taken by another account and by a service of AWS: it is not the vendor's alone. What one may do the other may do too, and cutting off the vendor stops the service.",
  blind: "What the role showed of itself before: a service that takes it once a year is known once a year.",
  falsePositives: "A role that was meant for both: make two.",
  attack: ["T1078.004"],
  needs: "management",
  detect(seen) {
    const { type } = seen.act.principal;
    if (!isTaken(seen) || !Object.hasOwn(kinds, type)) return undefined;
    const before = new Set(Object.keys(seen.before.seen.caller).map((caller) => caller.split(" ")[0] ?? ""));
    const other = Object.keys(kinds).find((kind) => kind !== type && before.has(kind));
    return other !== undefined && !before.has(type) ? [`taken by ${kinds[type]}, and before by ${kinds[other]}`] : [];
  },
};
