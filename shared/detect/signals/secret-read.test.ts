import { callRecord } from "../../vendors/watch/example-acts.ts";
import { secretRead } from "./secret-read.ts";
import { contractWith, fires, quiet, refused, registeredFor } from "./support/fixtures.ts";

const secret = (secretId: string) => callRecord("secretsmanager", "GetSecretValue", { secretId });
const parameters = (request: object | null) => callRecord("ssm", "GetParameters", request);
const encrypted = parameters({ names: ["/db/password"], withDecryption: true });
const listed = (...secrets: string[]) => contractWith({ services: ["s3", "secretsmanager", "ssm"], secrets });
const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:auger/db-AbCdEf";

fires(secretRead, [
  ["a secret", secret("prod/db"), "high", "GetSecretValue on prod/db"],
  [
    "many in one call, by a filter",
    callRecord("secretsmanager", "BatchGetSecretValue", { filters: [] }),
    "high",
    "BatchGetSecretValue",
  ],
  ["decrypted parameters", encrypted, "high", "ssm GetParameters"],
  ["refused, without parameters", refused(encrypted), "medium", "AccessDenied"],
  ["declared, no secret is listed", secret("prod/db"), "low", "prod/db", registeredFor("secretsmanager")],
  [
    "another than those listed",
    secret("prod/db"),
    "high",
    "prod/db",
    listed("arn:aws:secretsmanager:*:*:secret:auger/*"),
  ],
  [
    "a batch whose names nobody knows",
    callRecord("secretsmanager", "BatchGetSecretValue", { filters: [] }),
    "high",
    "Batch",
    listed("arn:aws:secretsmanager:*:*:secret:auger/*"),
  ],
  [
    "one of several is not listed",
    callRecord("secretsmanager", "BatchGetSecretValue", { secretIdList: ["auger/db", "prod/db"] }),
    "high",
    "Batch",
    listed("arn:aws:secretsmanager:*:*:secret:auger/*"),
  ],
  ["names are listed", callRecord("secretsmanager", "ListSecrets", {}), "low", "ListSecrets"],
]);

quiet(secretRead, [
  ["one of those listed, by its name", secret("auger/db"), listed("arn:aws:secretsmanager:*:*:secret:auger/*")],
  ["by its name, where the whole ARN is listed", secret("auger/db"), listed(arn)],
  ["by its ARN", secret(arn), listed(arn)],
  [
    "a parameter of those listed",
    parameters({ names: ["auger/key"], withDecryption: true }),
    listed("arn:aws:ssm:*:*:parameter/auger/*"),
  ],
  ["a parameter that stays encrypted", parameters({ names: ["/db/password"], withDecryption: false })],
  ["a plain parameter", parameters({ names: ["/latest-image"] })],
  ["a secret is described", callRecord("secretsmanager", "DescribeSecret", { secretId: "x" })],
]);
