import { actSignal } from "./support/act-signal.ts";
import { operations } from "./support/operations.ts";

export const tokenMinted = actSignal({
  id: "token-minted",
  severity: "high",
  why: "A federation token works for up to 36 hours and survives the deactivation of the key that made it. A role cannot ask for one: somebody with a user's long-term key does, such as a user that the vendor made.",
  blind: "What is done with the token is recorded under its own name, and is judged with the user that it came from.",
  falsePositives: "A broker that hands out sessions, and people's tools for MFA: declare sts among the services.",
  attack: ["T1550.001", "T1098.001", "T1548", "T1548.005"],
  needs: "management",
  operations: operations({
    high: { sts: ["GetFederationToken", "AssumeRoot"] },
    medium: { sts: ["GetSessionToken"] },
  }),
});
