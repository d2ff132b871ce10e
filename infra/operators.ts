import type { Settings } from "../shared/model/settings.ts";

/** Where alarms go: the approvers who have an address. */
export const operatorAddresses = ({ approvers, people }: Settings): readonly string[] => [
  ...new Set(approvers.flatMap((id) => people[id]?.email ?? [])),
];
