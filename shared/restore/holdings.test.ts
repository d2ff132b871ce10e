import { expect, test } from "@jest/globals";
import { allow, policy, trusting } from "./fixture.ts";
import { holdingsOf } from "./holdings.ts";

test("a policy is what it says, and a trust is its statements", () => {
  const [one, other] = [trusting("999988887777"), trusting("444455556666")];
  const document = policy(allow("s3:*"));
  const held = holdingsOf(
    {
      inline: [
        { name: "data", document },
        { name: "odd", document: "{" },
      ],
      managed: [
        { arn: "a", document: JSON.stringify(JSON.parse(document), null, 2) },
        { arn: "b", document: undefined },
      ],
      trust: policy(one, other),
      boundary: "edge",
    },
    (text) => text,
  );
  expect(held.inline[0]?.digest).toBe(held.managed[0]?.digest);
  expect([held.inline[1]?.digest, held.managed[1]?.digest, held.boundary]).toEqual(["{", undefined, "edge"]);
  expect(held.trust).toHaveLength(2);
  expect(new Set(held.trust).size).toBe(2);
});
