import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { temporaryFolder } from "../assume/fixture.ts";
import { withoutBotoFile } from "./boto-file.ts";

const HOME = temporaryFolder();
writeFileSync(join(HOME, ".boto"), "[Credentials]\naws_access_key_id = A\naws_secret_access_key = s\n");
writeFileSync(join(HOME, "plain"), "[Boto]\nhttps_validate_certificates = True\n");
const none = join(HOME, "none");

test.each([
  [{ HOME }, { BOTO_CONFIG: "/dev/null" }],
  [{ HOME, BOTO_CONFIG: "~/.boto" }, { BOTO_CONFIG: "/dev/null" }],
  [{ HOME, BOTO_CONFIG: join(HOME, "plain") }, {}],
  [{ HOME: none }, {}],
])("%j", (env, given) => {
  expect(withoutBotoFile(env)).toEqual(given);
});
