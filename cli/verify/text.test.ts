import { expect, test } from "@jest/globals";
import { contradicted, everythingFound, nothingFound } from "./fixture.ts";
import { asText } from "./text.ts";

test("the matrix in short, what opened it, what is missing, the chains, what cannot be scoped", () => {
  const text = asText(everythingFound);
  expect(text).toMatch(/^other-team {2}Write {2}0\/1 {2}2\/2/m);
  expect(text).toMatch(/^TeamA: an execution role$/m);
  expect(text).toMatch(/^studio-TeamB +a.json, Keys +high +iam:\*Key\* +\* +iam:DeleteAccessKey/m);
  expect(text).toMatch(/^open, though it must be denied:$/m);
  expect(text).toMatch(/^developer.json, statement 1 +1 +other-team +studio-TeamB +sagemaker:DeleteEndpoint +other/m);
  expect(text).toMatch(/^no statement \(ambiguous\) +1 +other-team +sagemaker:CreatePresignedDomainUrl +other/m);
  expect(text).toMatch(/^denied, though it is the team's own work:$/m);
  expect(text).toMatch(
    /^ {2}1\. studio-TeamB as bob: sagemaker:AddTags on arn:e, tags team=TeamB \[read-only.json, TagAnything\]$/m,
  );
  expect(text).toMatch(/^1 actions: ListModels$/m);
});

test("nothing found: the matrix alone", () => {
  expect(asText(nothingFound).split("\n\n")).toHaveLength(2);
});

test("where AWS says something else, both answers; of many the first", () => {
  const text = asText({ ...nothingFound, oracle: contradicted });
  expect(text).toMatch(/^AWS's policy simulator says something else, so nobody knows:$/m);
  expect(text).toMatch(/^other-team +sagemaker:DeleteEndpoint +other +implicitDeny +allowed +arn:e$/m);
  expect(text).toMatch(/allowed +explicitDeny +arn:f, by developer.json, UseOwn$/m);
  const many = Array.from({ length: 40 }, () => contradicted.disagreements).flat();
  expect(asText({ ...nothingFound, oracle: { ...contradicted, disagreements: many } })).toContain("… and 50 more");
  expect(asText({ ...nothingFound, oracle: { ...contradicted, disagreements: [] } })).not.toContain("simulator");
});
