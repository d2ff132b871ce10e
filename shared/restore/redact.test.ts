import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { redactorOf } from "./redact.ts";

const trust = (externalId: unknown, key = "sts:ExternalId"): string =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Condition: { StringEquals: { [key]: externalId } } }] });

describe("external ids", () => {
  test.each([
    ["one", trust("q7Vh2mXo9TzK"), "q7Vh2mXo9TzK"],
    ["in a list", trust(["q7Vh2mXo9TzK", "another-one"]), "another-one"],
    ["in another case", trust("q7Vh2mXo9TzK", "STS:externalID"), "q7Vh2mXo9TzK"],
    ["a number", trust(12_345_678), "12345678"],
    ["a short one", trust("k1"), "k1"],
    ["with characters that JSON escapes", trust('q7V"h2\\mXo'), 'q7V\\"h2'],
  ])("%s is hidden", (_, document, secret) => {
    const said = redactorOf([document]).document(document);
    expect(said).toContain("(external id A)");
    expect(said).not.toContain(secret);
  });

  test("each has its letter in all documents, so that a change is seen", () => {
    const [before, after] = [trust("first-secret"), trust("second-secret")];
    const redact = redactorOf([before, after]);
    expect([redact.document(before), redact.document(after)]).toEqual([
      expect.stringContaining("(external id A)"),
      expect.stringContaining("(external id B)"),
    ]);
  });

  test("one that somebody wrote elsewhere too is hidden there", () => {
    const redact = redactorOf([trust("q7Vh2mXo9TzK")]);
    expect(redact.text("id=q7Vh2mXo9TzK.")).toBe("id=(external id A).");
    expect(redact.document('{"Sid":"q7Vh2mXo9TzK"}')).not.toContain("q7Vh2");
  });

  test("whether there is one may be read, and so may what is none", () => {
    const asked = JSON.stringify({ Condition: { Null: { "sts:ExternalId": "false" } }, Resource: "*" });
    expect(redactorOf([asked]).document(asked)).toBe(JSON.stringify(JSON.parse(asked), null, 2));
    expect(redactorOf([]).document("secret, and no JSON")).toBe("(a text that is no JSON)");
  });

  test("none is ever shown", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 6 }), { maxLength: 30 }), (ids) => {
        const document = trust(ids);
        const values = JSON.stringify(JSON.parse(redactorOf([document]).document(document)).Statement[0].Condition);
        for (const id of ids)
          if (id.trim().length >= 6 && !"(external id".includes(id)) expect(values).not.toContain(id);
      }),
    );
  });
});
