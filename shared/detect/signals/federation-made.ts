import { actSignal } from "./support/act-signal.ts";
import { operations } from "./support/operations.ts";

export const federationMade = actSignal({
  id: "federation-made",
  severity: "critical",
  why: "An identity provider or a trust anchor lets whoever holds its keys take roles in the account, without any AWS credential that could be revoked.",
  blind: "Who can sign in at the provider is not in AWS's records.",
  falsePositives: "Rotation of an identity provider's certificate by a vendor of identity tools: expect the signal.",
  attack: ["T1484.002", "T1556.007", "T1556"],
  needs: "management",
  operations: operations({
    critical: {
      iam: [
        "CreateSAMLProvider",
        "UpdateSAMLProvider",
        "CreateOpenIDConnectProvider",
        "AddClientIDToOpenIDConnectProvider",
        "UpdateOpenIDConnectProviderThumbprint",
      ],
      rolesanywhere: [
        "CreateTrustAnchor",
        "UpdateTrustAnchor",
        "EnableTrustAnchor",
        "CreateProfile",
        "UpdateProfile",
        "EnableProfile",
      ],
      sso: ["CreateTrustedTokenIssuer", "UpdateTrustedTokenIssuer", "UpdateSsoConfiguration", "CreateInstance"],
      "sso-directory": ["EnableExternalIdPConfigurationForDirectory", "CreateExternalIdPConfigurationForDirectory"],
      "cognito-idp": ["CreateIdentityProvider", "UpdateIdentityProvider"],
    },
    high: {
      iam: ["DeleteSAMLProvider", "DeleteOpenIDConnectProvider"],
      "cognito-identity": ["CreateIdentityPool", "UpdateIdentityPool"],
      ds: ["ConnectDirectory", "CreateTrust", "CreateMicrosoftAD"],
    },
  }),
});
