import { expect, test } from "@jest/globals";
import { exampleIncident } from "../contain/example-incident.ts";
import { memoryTable } from "../record/memory-ledger.ts";
import { incidentService } from "../record/metrics.ts";
import { role, vendorSettings } from "../vendors/watch/example-acts.ts";
import { incidentEdges } from "./incident-edges.ts";

test("writes where the ladder reads, and counts in the ladder's name", async () => {
  const edges = incidentEdges(vendorSettings(), memoryTable());
  const row = exampleIncident({ version: 1 });
  await edges.incidents.save(row);
  expect(await edges.incidents.current(role)).toEqual(row);
  const lines: string[] = [];
  const write = process.stdout.write;
  process.stdout.write = ((line: string) => lines.push(line) > 0) as typeof write;
  try {
    edges.count("ContainmentDisturbed");
  } finally {
    process.stdout.write = write;
  }
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ service: incidentService, ContainmentDisturbed: 1 });
});
