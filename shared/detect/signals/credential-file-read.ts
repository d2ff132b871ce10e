import { lookSignal } from "./support/act-signal.ts";
import { operationOf } from "./support/acts.ts";
import { isGiven, isS3, keyOf } from "./support/objects.ts";

export const credentialFileRead = lookSignal({
  id: "credential-file-read",
  severity: "high",
  why: "Keys, passwords and state files lie in buckets more often than anybody likes. Who reads one has what it opens.",
  blind:
    "Needs S3 data events of the bucket. Only names are looked at: a credential in a file of another name is not seen.",
  falsePositives:
    "A backup vendor, or files of such names in the vendor's own bucket: within the contract's buckets it is low.",
  attack: ["T1552.001", "T1530"],
  needs: "data",
  concerns: (act) => isS3(act) && ["GetObject", "SelectObjectContent", "CopyObject"].includes(operationOf(act)),
  look: (seen) => {
    const key = keyOf(seen.act);
    if (key === undefined || !names.some((name) => name.test(key))) return undefined;
    return { covered: isGiven(seen, "read"), note: "the name is one of files that hold credentials" };
  },
});

const names: readonly RegExp[] = [
  /(^|\/)\.aws\/(credentials|config)$/,
  /(^|\/)id_(rsa|dsa|ecdsa|ed25519)$/,
  /\.(pem|ppk|p12|pfx|jks|keystore|kdbx|ovpn|agekey)$/i,
  /(^|\/)(server|private|tls|ssl)[\w.-]*\.key$/i,
  /(^|\/)\.env(\.[\w-]+)?$/,
  /\.tfstate(\.backup)?$/,
  /(^|\/)\.(npmrc|pypirc|netrc|pgpass|git-credentials|htpasswd|dockercfg|s3cfg|boto)$/,
  /(^|\/)\.(docker\/config\.json|kube\/config)$/,
  /(^|\/)(kubeconfig|shadow|accessKeys\.csv|rootkey\.csv|wallet\.dat)$/i,
  /(^|\/)[\w-]*(credentials?|secrets?|passwords?)[\w-]*\.(csv|json|ya?ml|txt|xlsx|ini|xml)$/i,
];
