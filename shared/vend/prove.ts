import type { Settings } from "../model/settings.ts";
import type { Doubted, Proven } from "./model.ts";
import type { IssuerKeys } from "./oidc.ts";
import type { OutsideProof } from "./vend.ts";

/** Whom the settings let prove a person; without that there is nothing that could be one. A function loads the library that it needs. */
export const prove = async (
  proof: OutsideProof,
  { broker }: Pick<Settings, "broker">,
  { keys, now }: { keys: (issuer: string) => IssuerKeys; now: string },
): Promise<Proven | Doubted> => {
  if ("oidcToken" in proof) {
    if (broker?.oidc === undefined) return { doubt: "not-configured" };
    const { readToken } = await import("./oidc.ts");
    return readToken(proof.oidcToken, broker.oidc, keys(broker.oidc.issuer), now);
  }
  if (broker?.saml === undefined) return { doubt: "not-configured" };
  const [{ readAssertion }, { readMetadata }] = await Promise.all([import("./saml.ts"), import("./saml-metadata.ts")]);
  const { certificates, entityId } = readMetadata(broker.saml.metadata);
  const { issuer = entityId, audience } = broker.saml;
  return readAssertion(proof.samlAssertion, { issuer, audience, certificates }, now);
};
