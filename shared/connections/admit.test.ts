import { describe, expect, test } from "@jest/globals";
import { type Admission, admit, admittedTo } from "./admit.ts";
import { roleArn, settings } from "./fixture.ts";

const summary = (admission: Admission): string | undefined =>
  admission.isAdmitted ? admission.roleArn : `${admission.gate}: ${admission.reason}`;

const nobody = "person: you are nobody of the directory (people in the settings)";

describe("the gates", () => {
  test.each([
    ["sales-data", "alice", roleArn("sales")],
    ["sales-data", "carol", roleArn("sales")],
    ["marketing-data", "carol", roleArn("marketing")],
    ["marketing-data", "bob", roleArn("marketing")],
    ["images", "erin", roleArn("images")],
    ["own", "dave", undefined],
    ["sales-data", undefined, nobody],
    ["sales-data", "zoe", nobody],
    ["sales-data", "__proto__", nobody],
    ["sales-data", "constructor", nobody],
    ["sales-data", "frank", "person: the directory says that you have left"],
    ["sales-dat", "alice", 'connection: there is no connection "sales-dat"; did you mean "sales-data"?'],
    ["sales-dat", "dave", 'connection: there is no connection "sales-dat"'],
    ["__proto__", "alice", 'connection: there is no connection "__proto__"'],
    ["marketing-data", "alice", 'group: you are in no group that "marketing-data" is for'],
    ["sales-data", "bob", 'group: you are in no group that "sales-data" is for'],
    ["sales-data", "dave", 'group: you are in no group that "sales-data" is for'],
    ["sales-data", "erin", 'mapping: you have no role "sales" (roles of your entry in the settings)'],
  ])("%s for %s: %s", (name, person, answer) => {
    expect(summary(admit(name, person, settings))).toBe(answer);
  });

  test("whoever leaves later is still here, where the day is known", () => {
    expect(admit("sales-data", "frank", settings, "2026-06-29").isAdmitted).toBe(true);
    expect(admit("sales-data", "frank", settings, "2026-06-30").isAdmitted).toBe(false);
  });

  test("no refusal tells an ARN, another person or another's group", () => {
    const people = [...Object.keys(settings.people), undefined];
    for (const person of people)
      for (const name of ["sales-data", "marketing-data", "images", "own", "none"]) {
        const admission = admit(name, person, settings);
        if (admission.isAdmitted) continue;
        expect(admission.reason.replaceAll(`"${name}"`, "")).not.toMatch(
          /arn:|\d{12}|alice|bob|carol|dave|erin|Sales|Marketing|Else/,
        );
      }
  });
});

test("a session lasts as long as the connection says", () => {
  expect(admit("marketing-data", "bob", settings)).toMatchObject({ seconds: 1_800 });
  expect(admit("sales-data", "alice", settings)).toMatchObject({ seconds: 3_600 });
});

test("a person is told of the connections that they may use", () => {
  const names = (person: string | undefined) => admittedTo(person, settings).map(({ connection }) => connection.name);
  expect(names("alice")).toEqual(["sales-data", "images"]);
  expect(names("carol")).toEqual(["sales-data", "marketing-data", "images"]);
  expect(names("dave")).toEqual(["own"]);
  expect(names("erin")).toEqual(["images", "own"]);
  expect(names("frank")).toEqual([]);
  expect(names(undefined)).toEqual([]);
});
