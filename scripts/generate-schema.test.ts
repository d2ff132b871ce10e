import { expect, test } from "@jest/globals";
import { generateSchema } from "./generate-schema.ts";

type Node = {
  properties?: Record<string, Node>;
  additionalProperties?: Node;
  items?: Node;
  required?: string[];
  description?: string;
};
const schema: Node = JSON.parse(generateSchema());

test("only what is required is required, and no other key is allowed", () => {
  expect(schema.required).toEqual(["mode", "region", "tags", "teams", "people"]);
  expect(JSON.parse(generateSchema()).additionalProperties).toBe(false);
  const person = schema.properties?.people?.additionalProperties;
  expect(person?.required).toEqual(["team"]);
});

test("keys are described at every depth", () => {
  const { people, exemptions, limits } = schema.properties ?? {};
  expect(people?.description).toContain("directory of people");
  expect(people?.additionalProperties?.properties?.team?.description).toBe("The person's team.");
  expect(exemptions?.items?.properties?.until?.description).toContain("exemptionsMax from now");
  expect(limits?.properties?.burst?.properties?.roles?.description).toBe("How many roles are at once.");
});
