import type { Settings } from "../model/settings.ts";
import { secondsOf } from "../model/time.ts";
import type { VendorSettings } from "../model/vendor-settings.ts";
import type { Known } from "./cross-checks.ts";
import { sessionNameProblem } from "./session-name.ts";
import { signalIds } from "./signal-ids.ts";
import { problemsBeside } from "./vendors-beside.ts";
import { list, type Path, type Problem, quoted, suggestion } from "./words.ts";

const problem = (path: Path, message: string): Problem => ({ path: ["vendors", ...path], at: "value", message });

/** What is wrong with the vendors' contracts, alone and, where they are to be deployed, beside each other. Owners are checked with the other people. */
export const vendorProblems = ({ vendors, organization }: Settings, { toDeploy }: Known = {}): readonly Problem[] => [
  ...Object.entries(vendors).flatMap(([name, vendor]) => [
    ...patterns(name, vendor),
    ...sessionLength(name, vendor),
    ...scopes(name, vendor),
    ...accounts(name, vendor, organization.accounts),
    ...expected(name, vendor),
  ]),
  ...(toDeploy ? problemsBeside(vendors) : []),
];

const patterns = (name: string, vendor: VendorSettings): Problem[] =>
  (["roleSessionName", "sourceIdentity"] as const).flatMap((key) => {
    const pattern = vendor[key];
    const why = pattern === undefined ? undefined : sessionNameProblem(pattern);
    return why === undefined ? [] : [problem([name, key], why)];
  });

/** IAM takes an hour to twelve; the role that we make has an hour at most, as its trust says. */
const sessionLength = (name: string, { maxSession, roleArn }: VendorSettings): Problem[] => {
  const [seconds, most] = [secondsOf(maxSession), roleArn === undefined ? 3_600 : 43_200];
  return seconds >= 900 && seconds <= most
    ? []
    : [problem([name, "maxSession"], `${maxSession}; allowed: PT15M to ${roleArn === undefined ? "PT1H" : "PT12H"}`)];
};

const scopes = (name: string, { bucket, services }: VendorSettings): Problem[] =>
  bucket === undefined || services.includes("s3")
    ? []
    : [problem([name, "bucket"], "a bucket without the service; allowed: with s3 in services")];

const accounts = (name: string, vendor: VendorSettings, own: readonly string[]): Problem[] =>
  vendor.accounts.flatMap((account, i) =>
    own.includes(account)
      ? [
          problem(
            [name, "accounts", i],
            `${account} is one of organization.accounts; allowed: an account of the vendor`,
          ),
        ]
      : [],
  );

const expected = (name: string, { expects }: VendorSettings): Problem[] =>
  expects.flatMap((id, i) =>
    signalIds.includes(id)
      ? []
      : [
          problem(
            [name, "expects", i],
            `${quoted(id)} is no signal; allowed: ${list(signalIds)}${suggestion(id, signalIds)}`,
          ),
        ],
  );
