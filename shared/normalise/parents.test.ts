import { expect, test } from "@jest/globals";
import { here, namedMakers, toldMakers } from "./parents.ts";

const place = { account: "123456789012", region: "us-east-1", partition: "aws" };
const arn = (resource: string): string => `arn:aws:sagemaker:us-east-1:123456789012:${resource}`;

test("only SageMaker's ARNs of this account and region, each once", () => {
  const foreign = [
    "arn:aws:sagemaker:us-east-1:999999999999:x/a",
    "arn:aws:sagemaker:eu-west-1:123456789012:x/a",
    "arn:aws:s3:::x/a",
    "x",
    arn("a b"),
  ];
  expect(here([arn("automl-job/a"), arn("automl-job/a"), ...foreign], place)).toEqual([arn("automl-job/a")]);
});

test.each([
  [{ TuningJobArn: arn("hyper-parameter-tuning-job/t") }, [arn("hyper-parameter-tuning-job/t")]],
  [{ autoMLJobArn: arn("automl-job/a") }, [arn("automl-job/a")]],
  [{ MonitoringScheduleArn: arn("monitoring-schedule/m") }, [arn("monitoring-schedule/m")]],
  [{ hyperParameterTuningJobName: "t" }, [arn("hyper-parameter-tuning-job/t")]],
  [{ TuningJobName: "t", TuningJobArn: arn("hyper-parameter-tuning-job/t") }, [arn("hyper-parameter-tuning-job/t")]],
  [{ tuningJobName: "t t" }, []],
  [{ ModelArn: arn("model/m") }, []],
])("the makers named in %j", (fields, makers) => {
  expect(namedMakers(fields, place)).toEqual(makers);
});

test("a service event's resources name a maker only when it is of a kind that makes others", () => {
  const resources = [{ ARN: arn("training-job/a") }, { ARN: arn("automl-job/b") }, { ARN: arn("model/m") }, "x", {}];
  expect(toldMakers({ resources }, place)).toEqual([arn("automl-job/b")]);
});
