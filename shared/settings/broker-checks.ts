import { connectionsOf } from "../connections/named.ts";
import { rolesOf } from "../connections/roles.ts";
import { lastPart } from "../model/arn.ts";
import { regionsOf, type Settings } from "../model/settings.ts";
import { isTeamRole } from "../names.ts";
import { isSecure } from "../vend/address.ts";
import { hasFunctionUrls } from "./function-urls.ts";
import { list, type Path, type Problem, quoted } from "./words.ts";

type Broker = NonNullable<Settings["broker"]>;
type Check = (broker: Broker, settings: Settings) => readonly Problem[];

const problem = (path: Path, message: string): Problem => ({ path, at: "value", message });

/** Settings have connections by name, or as a list. */
const trusting = ({ connections }: Settings): readonly (readonly [Path, string])[] =>
  Object.entries(connections).flatMap(([name, { trustedApps }]) =>
    trustedApps.map((app, index): [Path, string] => [
      ["connections", Array.isArray(connections) ? Number(name) : name, "trustedApps", index],
      app,
    ]),
  );

/** Its URL stands in the first region of the settings. */
const place: Check = (_, settings) => {
  const [region = ""] = regionsOf(settings);
  return hasFunctionUrls(region)
    ? []
    : [problem(["broker"], `in ${region} AWS has no function URLs for it; allowed: a region that has, or no broker`)];
};

const issuer: Check = ({ oidc }) =>
  oidc === undefined || isSecure(oidc.issuer)
    ? []
    : [problem(["broker", "oidc", "issuer"], `${quoted(oidc.issuer)} is not secure; allowed: https://…`)];

/** What an assertion for AWS's own sign-in is for, in any partition. */
const ofAws = /^urn:amazon:|\bsignin\.(aws|amazonaws)\b|\bsignin\.amazonaws-/;

/** Each assertion with which somebody signs in to AWS would be a proof here. */
const audience: Check = ({ saml }) =>
  saml === undefined || !ofAws.test(saml.audience)
    ? []
    : [
        problem(
          ["broker", "saml", "audience"],
          `${quoted(saml.audience)} is AWS's own; allowed: an entity id of the broker`,
        ),
      ];

const proofs: Check = ({ oidc, saml }, settings) =>
  oidc === undefined && saml === undefined && trusting(settings).length === 0
    ? [problem(["broker"], "nobody could prove who asks; allowed: with oidc, saml, or trustedApps of a connection")]
    : [];

const applications: Check = ({ callers }, settings) =>
  trusting(settings).flatMap(([path, app]) =>
    callers.includes(app)
      ? []
      : [problem(path, `${quoted(app)} may not call the broker; allowed: one of broker.callers: ${list(callers)}`)],
  );

const rolesTaken = (settings: Settings): ReadonlySet<string> =>
  new Set(connectionsOf(settings).flatMap((connection) => rolesOf(connection, settings)));

/** Whoever takes such a role themselves would be the application, with everybody's word in their mouth. */
const peoplesRoles: Check = ({ callers }, settings) => {
  const taken = rolesTaken(settings);
  const isPeoples = (arn: string): boolean =>
    taken.has(arn) || /:role\/aws-reserved\//.test(arn) || isTeamRole(lastPart(arn));
  return callers.flatMap((caller, index) =>
    isPeoples(caller)
      ? [
          problem(
            ["broker", "callers", index],
            `${quoted(caller)} is a role that people take; allowed: an application's own`,
          ),
        ]
      : [],
  );
};

/** Characters of all ARNs: a role has 10 managed policies of 6,144, and one inline of 10,240. */
const mostCharacters = 45_000;

const roles: Check = (_, settings) => {
  const all = rolesTaken(settings);
  const characters = [...all].reduce((sum, role) => sum + role.length + 3, 0);
  if (characters <= mostCharacters) return [];
  const allowed = `allowed: ${mostCharacters} characters of ARNs, which the broker's policies hold; name roles of groups`;
  return [problem(["broker"], `connections name ${all.size} roles; ${allowed}`)];
};

const checks: readonly Check[] = [place, issuer, audience, proofs, applications, peoplesRoles, roles];

/** What is wrong in `broker`, and in the connections for it. */
export const brokerProblems = (settings: Settings): readonly Problem[] => {
  const { broker } = settings;
  return broker === undefined ? [] : checks.flatMap((check) => check(broker, settings));
};
