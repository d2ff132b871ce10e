import { describe, expect, test } from "@jest/globals";
import { useSeries } from "./use-series.ts";

describe("the series that tell whether something is used", () => {
  const variants = [{ VariantName: "a" }, { VariantName: "b" }, {}];
  test.each<[string, string, object, object[]]>([
    [
      "one for each variant of an endpoint, by the name that Describe tells",
      "Endpoint",
      { EndpointName: "Churn", ProductionVariants: variants },
      [
        { EndpointName: "Churn", VariantName: "a" },
        { EndpointName: "Churn", VariantName: "b" },
      ],
    ],
    ["an endpoint that is still being made has no variant", "Endpoint", { EndpointName: "Churn" }, []],
    [
      "one of an inference component",
      "InferenceComponent",
      { InferenceComponentName: "ic" },
      [{ InferenceComponentName: "ic" }],
    ],
    ["none of what nobody calls", "NotebookInstance", { NotebookInstanceName: "n" }, []],
    ["none where Describe tells no name", "InferenceComponent", {}, []],
  ])("%s", (_, kind, answer, series) => {
    expect(useSeries(kind, answer as Record<string, unknown>)).toEqual(series);
  });
});
