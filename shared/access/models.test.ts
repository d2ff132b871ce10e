import { describe, expect, test } from "@jest/globals";
import { evaluate } from "../policy/evaluate.ts";
import type { NamedPolicy, Request } from "../policy/model.ts";
import type { Border } from "./documents.ts";
import { policyOf, requestTags } from "./fixtures.ts";

/** Which models TeamB serves: the role's own document, and the one for all teams. */
const at = "us-east-1:111122223333";
const team = ["team"] as const;
const project = ["team", "project"] as const;
const model = (name: string): string => `arn:aws:sagemaker:${at}:model/${name}`;

const decide = (models: NamedPolicy, action: string, arns: readonly string[] | undefined, tags: object): string => {
  const context: Request["context"] = {
    ...requestTags({ team: "TeamB", project: "p1" }),
    ...(arns && { "sagemaker:ModelArn": arns }),
  };
  const request: Request = {
    principal: { arn: "arn:aws:sts::111122223333:assumed-role/r/bob", tags: { ...tags } },
    ...{ action: `sagemaker:${action}`, resource: { arn: `arn:aws:sagemaker:${at}:endpoint-config/c` }, context },
  };
  return evaluate(request, { identity: [policyOf("studio/developer"), models] }).decision;
};

describe("models", () => {
  test.each<[string, Border, readonly string[] | undefined, string]>([
    ["one's own", team, [model("TeamB-churn")], "allowed"],
    ["one's own, as SageMaker writes names", team, [model("teamb-churn")], "allowed"],
    ["none: a container or inference components", team, undefined, "allowed"],
    ["another team's", team, [model("TeamA-churn")], "explicitDeny"],
    ["another team's, as SageMaker writes names", team, [model("teama-churn")], "explicitDeny"],
    ["a team's whose name begins alike", team, [model("TeamB2-churn")], "explicitDeny"],
    ["one without a team's name", team, [model("churn")], "explicitDeny"],
    ["one's own and another's", team, [model("teamb-churn"), model("teama-churn")], "explicitDeny"],
    ["of another account", team, [model("TeamB-churn").replace("111122223333", "999988887777")], "explicitDeny"],
    ["the project's", project, [model("teamb-p1-churn")], "allowed"],
    ["another project's", project, [model("teamb-p2-churn")], "explicitDeny"],
  ])("of a role: %s", (_, border, arns, decision) => {
    for (const action of ["CreateEndpointConfig", "CreateTransformJob", "CreateInferenceComponent"]) {
      const own = { team: "TeamB", project: "p1" };
      expect(decide(policyOf("studio/models", border), action, arns, own)).toBe(decision);
    }
  });

  test.each<[string, Border, readonly string[], object, string]>([
    ["one's own", team, [model("teamb-churn")], { team: "teamb" }, "implicitDeny"],
    ["another team's", team, [model("teama-churn")], { team: "teamb" }, "explicitDeny"],
    ["of a team whose tag has capitals", team, [model("teamb-churn")], { team: "TeamB" }, "explicitDeny"],
    ["of nobody", team, [model("teama-churn")], {}, "explicitDeny"],
    ["the project's", project, [model("teamb-p1-churn")], { team: "teamb", project: "p1" }, "implicitDeny"],
    ["another project's", project, [model("teamb-p2-churn")], { team: "teamb", project: "p1" }, "explicitDeny"],
  ])("of a permission set: %s", (_, border, arns, tags, decision) => {
    const request: Request = {
      principal: { arn: "arn:aws:sts::111122223333:assumed-role/r/bob", tags: { ...tags } },
      ...{ action: "sagemaker:CreateTransformJob", resource: { arn: `arn:aws:sagemaker:${at}:transform-job/j` } },
      context: { "sagemaker:ModelArn": arns },
    };
    expect(evaluate(request, { identity: [policyOf("studio/models-by-tag", border)] }).decision).toBe(decision);
  });

  test.each(["CreateInferenceExperiment", "CreateOptimizationJob", "UpdateInferenceComponent"])(
    "nobody can ask which model %s takes, so nobody may",
    (action) => {
      expect(decide(policyOf("studio/models"), action, undefined, { team: "TeamB" })).toBe("explicitDeny");
    },
  );
});
