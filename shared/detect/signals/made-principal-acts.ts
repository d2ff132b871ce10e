import type { Signal } from "./signal.ts";
import { shown } from "./support/acts.ts";
import { isNewIn } from "./support/crossing.ts";

export const madePrincipalActs: Signal = {
  id: "made-principal-acts",
  severity: "high",
  why: "A key, user, role or function that the vendor's session made acts: the vendor has a way in that outlives its role.",
  blind:
    "A password set for a user who was there before; an instance or a notebook that was given a role. What was made before Sagewarden watched the role, or outside the files.",
  falsePositives:
    "A vendor that provisions: `expects` of the contract. Told once a day for each; medium of somebody whom one only asked to judge.",
  attack: ["T1078.004", "T1098.001"],
  needs: "management",
  detect(seen) {
    const { watched, act } = seen;
    if (watched.how !== "minted" || watched.via === undefined) return undefined;
    return isNewIn(seen, "made-used")
      ? [`${shown(watched.via, 256)}, made by the role, called ${act.service}:${act.eventName}`]
      : [];
  },
  severityOf: ({ watched }) => (watched.registered ? "high" : "medium"),
};
