import { expect, test } from "@jest/globals";
import { judgePropagation } from "./propagation.ts";

test.each([
  [[], "there is no Studio domain"],
  [[{ id: "d-1", name: "a", propagatesTags: true }], "TagPropagation is on in d-1"],
  [
    [
      { id: "d-1", name: "a", propagatesTags: true },
      { id: "d-2", name: "b", propagatesTags: false },
    ],
    "TagPropagation is off in d-2",
  ],
])("%j is for information only", (domains, detail) => {
  const answer = judgePropagation(domains);
  expect(answer.status).toBe("ok");
  expect(answer.detail).toContain(detail);
});
