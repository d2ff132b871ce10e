import type { Settings } from "../model/settings.ts";
import { secondsOf } from "../model/time.ts";
import type { IssuerKeys } from "../vend/oidc.ts";
import { prove } from "../vend/prove.ts";
import type { Parts } from "../vend/vend.ts";
import type { StsPlace } from "./ask-sts.ts";
import { environment } from "./environment.ts";
import { liveTable } from "./live-table.ts";

/** One issuer stands in the settings; its keys stay while the process does. */
let held: { issuer: string; keys: IssuerKeys } | undefined;

const keysOf =
  (issuer: string): IssuerKeys =>
  async (renew) => {
    if (held?.issuer !== issuer) {
      const [{ issuerKeys }, { fetchJson }] = await Promise.all([
        import("../vend/issuer-keys.ts"),
        import("./fetch-json.ts"),
      ]);
      held = { issuer, keys: issuerKeys(issuer, { fetchJson, now: () => Date.now() }) };
    }
    return held.keys(renew);
  };

/** Three tries and the issuer's two documents end before the function does, which would tell nobody. */
const limitMs = 2_000;

/** As Lambda gives a function its role's credentials: for each call, they are renewed. */
const ownPlace = (env = process.env): StsPlace => ({
  region: env.AWS_REGION ?? "",
  keys: {
    ...{ accessKeyId: env.AWS_ACCESS_KEY_ID ?? "", secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "" },
    ...(env.AWS_SESSION_TOKEN && { sessionToken: env.AWS_SESSION_TOKEN }),
  },
  ...{ env, limitMs },
});

const now = (): string => new Date().toISOString();

/** What the broker asks of AWS and of the identity provider; each is loaded when it is first asked. */
export const liveVend = (settings: Settings): Omit<Parts, "tell"> => {
  const table = liveTable(environment("TABLE_NAME"));
  return {
    ...{ settings, now },
    prove: (proof) => prove(proof, settings, { keys: keysOf, now: now() }),
    claim: async (proofId) => (await import("../record/requests.ts")).claimRequest(table, proofId, now()),
    isContained: async (roleArn) => {
      const { vendorRolesOver } = await import("../record/vendor-roles.ts");
      return (await vendorRolesOver(table, { keep: 0 }).get(roleArn))?.state.contained !== undefined;
    },
    assume: async (wanted) => (await import("./assume-role.ts")).assumeRole(wanted, ownPlace()),
    record: async (row) => {
      const { issuesOver } = await import("../record/issues.ts");
      await issuesOver(table, { keep: secondsOf(settings.retention.ledger) }).save(row);
    },
  };
};
