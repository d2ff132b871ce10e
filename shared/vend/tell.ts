import type { WriteMetric } from "../record/metrics.ts";
import type { Happening } from "./vend.ts";

/** The gate of a refusal; a request that cannot be read never came to one. */
const gateOf = (happening: Extract<Happening, { what: "refused" | "misread" }>): string =>
  happening.what === "refused" ? happening.gate : "request";

/** What is counted and logged of the broker's calls: a line of JSON each. Powertools' logger would be a third of the start. */
export const tellWith =
  (writeMetric: WriteMetric, write: (line: string) => unknown) =>
  (happening: Happening): void => {
    const { what, ...about } = happening;
    const level = happening.what === "issued" ? "INFO" : "WARN";
    write(`${JSON.stringify({ level, message: what, ...about })}\n`);
    if (happening.what === "issued")
      writeMetric({ name: "Vended", unit: "Count", value: 1, dimensions: { proof: happening.row.proof } });
    else if (happening.what === "failed") writeMetric({ name: "VendFailed", unit: "Count", value: 1 });
    else writeMetric({ name: "VendRefused", unit: "Count", value: 1, dimensions: { gate: gateOf(happening) } });
  };
