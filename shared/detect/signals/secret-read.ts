import { matchesAny, matchesGlob } from "../../model/glob.ts";
import type { VendorAct } from "../../model/vendor-act.ts";
import { listAt, textAt } from "../../normalise/fields.ts";
import { actSignal } from "./support/act-signal.ts";
import { operations } from "./support/operations.ts";

export const secretRead = actSignal({
  id: "secret-read",
  severity: "high",
  why: "A secret that was read is known for ever: revoking the role does not take it back. It has to be replaced.",
  blind:
    "BatchGetSecretValue names the secrets only where they were asked for by name. Secrets in functions' environments and in files are `instance-secrets-read` and `credential-file-read`.",
  falsePositives:
    "A vendor that needs a secret: list it in `secrets`. Where a contract declares the service and lists no secret, every secret is low.",
  attack: ["T1555.006", "T1552"],
  needs: "management",
  operations: operations({
    high: {
      secretsmanager: ["GetSecretValue", "BatchGetSecretValue"],
      ssm: ["GetParameter", "GetParameters", "GetParametersByPath", "GetParameterHistory"],
    },
    low: { secretsmanager: ["ListSecrets"], ssm: ["DescribeParameters"] },
  }),
  look({ act, watched: { contract } }, gravity) {
    if (gravity === "low") return {};
    if (act.service === "ssm" && isPlain(act)) return undefined;
    const declared = contract?.secrets ?? [];
    if (declared.length === 0) return {};
    const asked = secretsOf(act);
    return asked.length > 0 && asked.every((secret) => isDeclared(secret, declared)) ? undefined : { covered: false };
  },
});

/** Without decryption a secret parameter comes back encrypted; a denied call has no parameters and may have been either. */
const isPlain = ({ request }: VendorAct): boolean => request.withDecryption !== true && Object.keys(request).length > 0;

const secretsOf = (act: VendorAct): readonly string[] => {
  const arns = act.resources.flatMap(({ arn }) => arn ?? []);
  if (arns.length > 0) return arns;
  const { request, partition, region, account } = act;
  const names = [textAt(request, "secretId"), textAt(request, "name"), textAt(request, "path")];
  const lists = [...listAt(request, "secretIdList"), ...listAt(request, "names")];
  const kind = act.service === "ssm" ? "parameter" : "secret:";
  return [...names, ...lists]
    .filter((name) => typeof name === "string")
    .map((name) =>
      name.startsWith("arn:")
        ? name
        : `arn:${partition}:${act.service}:${region}:${account}:${kind}${kind === "parameter" && !name.startsWith("/") ? "/" : ""}${name}`,
    );
};

/** A secret's ARN ends with a hyphen and six characters of AWS's, which a request may leave out. */
const isDeclared = (secret: string, patterns: readonly string[]): boolean =>
  matchesAny(secret, patterns) ||
  patterns.some((pattern) => matchesGlob(secret, pattern.replace(/-(\?{6}|[A-Za-z0-9]{6})$/, "")));
