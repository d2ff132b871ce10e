import { expect, test } from "@jest/globals";
import { settings } from "./fixture.ts";
import { personOf } from "./person.ts";

const session = (role: string, name: string) => `arn:aws:sts::111122223333:assumed-role/${role}/${name}`;

test.each([
  ["an IAM user", "arn:aws:iam::111122223333:user/people/alice.smith", "alice"],
  ["the id of a person whose IAM user has another name", "arn:aws:iam::111122223333:user/alice", undefined],
  ["an IAM user of the person's name", "arn:aws:iam::111122223333:user/bob", "bob"],
  ["Identity Center's user", session("AWSReservedSSO_dev_0123456789abcdef", "alice@example.com"), "alice"],
  ["a team's role", session("sagewarden-studio-TeamA", "alice"), "alice"],
  ["an administrator's role", session("sagewarden-studio-admin-TeamA", "alice"), undefined],
  ["a SAML subject", session("corporate", "bob@idp"), "bob"],
  ["an e-mail address", session("corporate", "alice@example.com"), "alice"],
  ["a name that anybody could choose", session("corporate", "alice"), undefined],
  ["nobody", session("AWSReservedSSO_dev_0123456789abcdef", "mallory"), undefined],
  ["root", "arn:aws:iam::111122223333:root", undefined],
  ["a federated user", "arn:aws:sts::111122223333:federated-user/bob", undefined],
])("%s", (_, arn, person) => {
  expect(personOf({ arn }, settings)).toBe(person);
});
