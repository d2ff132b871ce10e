import type { Recorded } from "../model/activity.ts";
import { formatArn } from "../model/arn.ts";
import { kindOfArn } from "../sagemaker/kinds.ts";
import { type Fields, fieldsAt, lowered, textAt } from "./fields.ts";
import { isArnHere, listedArns } from "./resource-arn.ts";

type Place = Pick<Recorded, "account" | "region" | "partition">;

/** How service events and Describe answers name the maker of a child. */
const makerKeys = [
  "tuningJobArn",
  "hyperParameterTuningJobArn",
  "autoMLJobArn",
  "labelingJobArn",
  "monitoringScheduleArn",
  "pipelineExecutionArn",
  "trainingJobArn",
];
const tuningJobNames = ["hyperParameterTuningJobName", "tuningJobName"];
const makerKinds: ReadonlySet<string> = new Set(["HyperParameterTuningJob", "AutoMLJob", "MonitoringSchedule"]);

/** The makers that a service event names in its details, its parameters or its resources. The service writes all three. */
export const toldMakers = (record: Fields, place: Place): readonly string[] => {
  const details = fieldsAt(record, "serviceEventDetails");
  const listed = listedArns(record).filter((arn) => makerKinds.has(kindOfArn(arn)?.kind ?? ""));
  return here(
    [...namedMakers(details, place), ...namedMakers(fieldsAt(record, "requestParameters"), place), ...listed],
    place,
  );
};

/** The makers among the fields of a service event, or of a state-change event's detail. */
export const namedMakers = (fields: Fields, place: Place): readonly string[] => {
  const told = lowered(fields);
  const arns = makerKeys.flatMap((key) => textAt(told, key) ?? []);
  const tuningJob = tuningJobNames
    .flatMap((key) => textAt(told, key) ?? [])
    .map((name) => formatArn({ ...place, service: "sagemaker", resource: `hyper-parameter-tuning-job/${name}` }));
  return here([...arns, ...tuningJob], place);
};

/** Each once, and only of the record's own account and region. */
export const here = (arns: readonly string[], place: Place): readonly string[] => [
  ...new Set(arns.filter((arn) => isArnHere(arn, place))),
];
