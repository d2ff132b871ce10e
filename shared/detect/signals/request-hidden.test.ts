import { callRecord } from "../../vendors/watch/example-acts.ts";
import { requestHidden } from "./request-hidden.ts";
import { fires, quiet, registeredFor } from "./support/fixtures.ts";

const omitted = { omitted: true, originalSize: 131_072, reason: "requestParameters too large" };
const hidden = callRecord("iam", "PutRolePolicy", omitted);

fires(requestHidden, [
  ["a policy padded with blanks", hidden, "high", "iam PutRolePolicy: the parameters were too large"],
  ["declared", hidden, "low", "too large", registeredFor("iam")],
]);

quiet(requestHidden, [
  ["no parameters at all", callRecord("iam", "ListRoles", null)],
  ["a parameter of that name", callRecord("iam", "PutRolePolicy", { omitted: "no" })],
]);
