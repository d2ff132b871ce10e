import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";

/** One alarm as a row: it goes off when each of `periods` of the metric's periods is past the limit. */
export interface AlarmRow {
  name: string;
  /** For whoever is woken: what it means and where to look. */
  description: string;
  metric: IMetric;
  /** `below` counts silence as a fault, `above` does not. */
  limit: { above: number } | { below: number };
  periods: number;
}

/** Every alarm tells the alarm topic. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, topic: ITopic, rows: readonly AlarmRow[]) {
    super(scope, id);
    for (const { name, description, metric, limit, periods } of rows) {
      const below = "below" in limit;
      const alarm = new Alarm(this, name, {
        alarmName: `sagewarden-${name}`,
        alarmDescription: description,
        metric,
        threshold: below ? limit.below : limit.above,
        evaluationPeriods: periods,
        comparisonOperator: below ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: below ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(new SnsAction(topic));
    }
  }
}
