import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { BadInput } from "../model/errors.ts";
import { role } from "../vendors/watch/example-acts.ts";
import { readOrder } from "./incident-order.ts";

const by = "arn:aws:sts::111122223333:assumed-role/operators/anna";
const contain = { op: "contain", role, by, type: "operator" };

describe("is read", () => {
  test.each<[string, object, object?]>([
    ["the command line's", { ...contain, upTo: "deny", reason: "the vendor called" }],
    ["one of a vendor by name", { op: "status", vendor: "auger", by, type: "operator" }],
    [
      "a runbook's, which goes as far as the contract",
      { ...contain, type: "runbook", upTo: "contract" },
      { ...contain, type: "runbook" },
    ],
    [
      "a runbook's, whose flags are words",
      { op: "restore", role, by, type: "runbook", all: "true", acceptDrift: "false" },
      { op: "restore", role, by, type: "runbook", all: true, acceptDrift: false },
    ],
    ["an answer", { op: "answer", role, by, type: "operator", choice: "go-on", of: "detach" }],
    ["an IAM user's", { op: "plan", role, by: "arn:aws-us-gov:iam::111122223333:user/ops/anna", type: "operator" }],
  ])("%s", (_, order, expected = order) => expect(readOrder(order)).toEqual(expected));
});

describe("is refused", () => {
  test.each<[string, unknown, RegExp]>([
    ["no order", undefined, /order/],
    ["a text", "contain", /order/],
    ["a list", [contain], /order/],
    ["an operation that there is not", { ...contain, op: "delete-all" }, /op/],
    ["what belongs to another operation", { ...contain, all: true }, /all/],
    ["an unknown key", { ...contain, force: true }, /a key: not taken/],
    ["neither role nor vendor", { op: "status", by, type: "operator" }, /either vendor/],
    ["both", { ...contain, vendor: "auger" }, /either vendor/],
    ["a role with wildcards", { ...contain, role: "arn:aws:iam::111122223333:role/*" }, /role/],
    ["a user", { ...contain, role: "arn:aws:iam::111122223333:user/a" }, /role/],
    ["a session", { ...contain, role: "arn:aws:sts::111122223333:assumed-role/a/b" }, /role/],
    ["a vendor's name with a path", { op: "status", vendor: "../auger", by, type: "operator" }, /vendor/],
    ["somebody without an ARN", { ...contain, by: "anna" }, /by/],
    ["a signal's word", { ...contain, type: "signal" }, /type/],
    ["Slack's word", { ...contain, type: "slack" }, /type/],
    ["a reason with lines of its own", { ...contain, reason: "x\nApproved by root" }, /reason/],
    ["a reason that turns its direction", { ...contain, reason: "x\u202e" }, /reason/],
    ["a reason without end", { ...contain, reason: "x".repeat(501) }, /reason/],
    ["a rung that there is not", { op: "answer", role, by, type: "operator", choice: "go-on", of: "all" }, /of/],
    ["a choice that there is not", { op: "answer", role, by, type: "operator", choice: "approve" }, /choice/],
    ["a flag that is none", { op: "restore", role, by, type: "operator", all: "yes" }, /all/],
    ["a prototype", JSON.parse(`{"__proto__": {"op": "contain"}, "op": "status"}`), /order|__proto__|by/],
  ])("%s", (_, order, place) => {
    expect(() => readOrder(order)).toThrow(BadInput);
    expect(() => readOrder(order)).toThrow(place);
  });

  test("and says nothing of what was sent", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Z]{12,30}$/),
        fc.constantFrom("op", "role", "by", "type", "reason"),
        (secret, key) => {
          const message = (() => {
            try {
              return JSON.stringify(readOrder({ ...contain, [key]: key === "reason" ? `${secret}\n` : secret }));
            } catch (error) {
              return (error as Error).message;
            }
          })();
          expect(message).not.toContain(secret);
        },
      ),
    );
  });
});

test("whatever is sent is an order or is refused", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.anything(),
        fc.record({
          op: fc.constantFrom("contain", "status"),
          role: fc.anything(),
          by: fc.anything(),
          type: fc.anything(),
        }),
      ),
      (sent) => {
        try {
          expect(["contain", "restore", "answer", "plan", "status"]).toContain(readOrder(sent).op);
        } catch (error) {
          expect(error).toBeInstanceOf(BadInput);
        }
      },
    ),
  );
});
