import { expect, test } from "@jest/globals";
import { readPause } from "../../shared/decide/pause.ts";
import { names } from "../../shared/names.ts";
import { only, resourcesOf } from "./fixture.ts";
import { PauseParameter } from "./pause-parameter.ts";

test("deployed, nobody has paused; and a second deployment writes nothing", () => {
  const { Properties: properties } = only(
    resourcesOf((stack) => new PauseParameter(stack, "Pause")),
    "AWS::SSM::Parameter",
  );
  expect(properties).toEqual({
    Name: names.pauseParameter,
    Type: "String",
    Value: "{}",
    // Changing it would put `{}` in place of a pause.
    Description: "Sagewarden is paused as this says; `sagewarden pause` and `resume` write it",
  });
  expect(readPause(String(properties?.Value))).toBeUndefined();
});
