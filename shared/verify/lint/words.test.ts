import { expect, test } from "@jest/globals";
import { variablesIn } from "./words.ts";

test.each([
  [`a/\${aws:username}/\${ aws:PrincipalTag/team }`, ["aws:username", "aws:PrincipalTag/team"]],
  [`\${*}\${?}\${$}`, []],
  [`\${aws:PrincipalTag/team, 'nobody'}`, []],
  [`\${aws:PrincipalTag/a,b}`, ["aws:PrincipalTag/a,b"]],
  [`\${aws:username`, []],
])("variables without a default: %s", (text, names) => expect(variablesIn(text)).toEqual(names));
