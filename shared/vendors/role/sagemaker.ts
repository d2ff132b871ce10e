import { allow, type Grant, itsOwn, ownNames, tagged } from "./grant.ts";
import { all } from "./policy-json.ts";

/** Training jobs of its own, and predictions of endpoints that carry its tag. No notebooks, no Studio, no pipelines. */
export const sagemaker: Grant = (contract, { partition, account }) => {
  const arn = (resource: string) => `arn:${partition}:sagemaker:*:${account}:${resource}`;
  // SageMaker writes names in lower case into ARNs.
  const jobs = [arn(`training-job/${ownNames(contract).toLowerCase()}`)];
  const predicting = allow("Predict", ["sagemaker:InvokeEndpoint"], [arn("endpoint/*")], itsOwn(contract));
  if (contract.passRoles.length === 0) return [predicting];
  // IAM cannot ask for tags of the networks that a job is put into: it stays out of the account's.
  const outside = { Null: { "sagemaker:VpcSubnets": "true", "sagemaker:VpcSecurityGroupIds": "true" } };
  const whileCreating = { Null: { "sagemaker:TaggingAction": "false" } };
  return [
    predicting,
    allow("Train", ["sagemaker:CreateTrainingJob"], jobs, all(tagged(contract), outside)),
    allow("TagTraining", ["sagemaker:AddTags"], jobs, all(tagged(contract), whileCreating)),
    allow("RunTraining", ["sagemaker:DescribeTrainingJob", "sagemaker:StopTrainingJob"], jobs, itsOwn(contract)),
  ];
};
