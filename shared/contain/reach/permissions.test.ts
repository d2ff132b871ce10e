import { expect, test } from "@jest/globals";
import { roleAllows, roleDenies, userAllows, userDenies } from "./permissions.ts";

const all = [...roleDenies, ...roleAllows, ...userDenies, ...userAllows];

test("who denies can neither attach another policy nor set another boundary", () => {
  const giving = [...roleDenies, ...userDenies].filter(({ actions }) =>
    actions.some(
      (action) =>
        /Attach|PutRolePermissionsBoundary/.test(action) && !action.includes("Detach") && !/List/.test(action),
    ),
  );
  expect(giving).toHaveLength(3);
  for (const { condition } of giving) expect(JSON.stringify(condition)).toMatch(/policy\/sagewarden\/Sagewarden/);
});

test("nothing can make or delete a principal, a key or a password", () => {
  const actions = all.flatMap((permission) => permission.actions);
  expect(
    actions.filter((action) => /Create|DeleteRole$|DeleteUser$|DeleteAccessKey|LoginProfile$/.test(action)),
  ).toEqual(actions.filter((action) => action === "iam:GetLoginProfile"));
});

test("all but one name roles or users of this account", () => {
  expect(all.filter(({ resources }) => resources.includes("*")).flatMap(({ actions }) => actions)).toEqual([
    "iam:GetAccessKeyLastUsed",
  ]);
});
