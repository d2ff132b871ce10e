import { StringParameter } from "aws-cdk-lib/aws-ssm";
import type { Construct } from "constructs";
import { neverPaused } from "../../shared/decide/pause.ts";
import { names } from "../../shared/names.ts";

/**
 * By which everything is paused. `sagewarden pause` writes into it. A deployment leaves its value alone as long as nothing
 * here changes; a change of any property ends a pause that is in force.
 */
export class PauseParameter extends StringParameter {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      parameterName: names.pauseParameter,
      stringValue: neverPaused,
      description: "Sagewarden is paused as this says; `sagewarden pause` and `resume` write it",
    });
  }
}
