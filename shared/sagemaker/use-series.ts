/** Dimensions of the metric `Invocations`, for the kinds that are called; empty for every other kind. */
export const useSeries = (
  kind: string,
  answer: Readonly<Record<string, unknown>>,
): readonly Readonly<Record<string, string>>[] => {
  if (kind === "InferenceComponent") {
    const name = answer.InferenceComponentName;
    return typeof name === "string" ? [{ InferenceComponentName: name }] : [];
  }
  const { EndpointName, ProductionVariants } = answer;
  if (kind !== "Endpoint" || typeof EndpointName !== "string" || !Array.isArray(ProductionVariants)) return [];
  return ProductionVariants.flatMap(({ VariantName }: { VariantName?: unknown }) =>
    typeof VariantName === "string" ? [{ EndpointName, VariantName }] : [],
  );
};
