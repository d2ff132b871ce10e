import { callRecord } from "../../vendors/watch/example-acts.ts";
import { credentialFileRead } from "./credential-file-read.ts";
import { fires, nobody, quiet } from "./support/fixtures.ts";

const get = (key: string, bucketName = "backups", change: object = {}) =>
  callRecord("s3", "GetObject", { bucketName, key }, { eventCategory: "Data", ...change });

fires(credentialFileRead, [
  ["AWS credentials", get("home/bob/.aws/credentials"), "high", "GetObject on backups"],
  ["a private key", get("id_rsa", "backups"), "high", "credentials", nobody],
  ["refused", get("tls/server.pem", "backups", { errorCode: "AccessDenied" }), "medium", "AccessDenied"],
  ["an environment", get("app/.env.production"), "high", "credentials"],
  ["Terraform's state", get("prod/terraform.tfstate"), "high", "credentials"],
  ["a list of passwords", get("hr/all-passwords.xlsx"), "high", "credentials"],
  ["keys of an account", get("rootkey.csv"), "high", "credentials"],
  ["in its own bucket", get("in/model.pem", "auger-acmeorg"), "low", "credentials"],
]);

quiet(credentialFileRead, [
  ["a public key", get("id_rsa.pub")],
  ["data", get("in/data.csv")],
  ["a folder of that name", get("credentials/readme.md")],
  ["an environment's folder", get("app.environment/x")],
  ["it is written", callRecord("s3", "PutObject", { bucketName: "backups", key: "id_rsa" })],
  ["a keyboard", get("images/monkey.key.png")],
]);
