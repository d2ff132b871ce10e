import { describe, expect, test } from "@jest/globals";
import { allow, deny, identity, named, request, resourcePolicy, when } from "./fixtures.ts";
import type { Layers } from "./model.ts";
import { why } from "./why.ts";

const asked = request();
const all = identity(allow("*"));
const layersOf = (layers: Layers) =>
  Object.fromEntries(why(asked, layers).layers.map(({ layer, says }) => [layer, says]));

test("what each layer says, each by itself", () => {
  const scp = (...statements: readonly object[]) => named("scp", "identity", statements);
  const layers: Layers = {
    ...{ identity: [all], boundary: identity(allow("s3:Put*")), session: [identity(deny("s3:*"))] },
    resource: resourcePolicy({ AWS: "999988887777" }),
    scps: [[all], [scp(allow("s3:*", "*", when("Unheard", "a:b", "c")))]],
    rcps: [[resourcePolicy("*")]],
  };
  expect(layersOf(layers)).toEqual({
    ...{ identity: "allows", boundary: "nothing", session: "denies", resource: "nothing" },
    ...{ "scp[0]": "allows", "scp[1]": "unclear", "rcp[0]": "allows" },
  });
  expect(why(asked, layers)).toMatchObject({ decision: "explicitDeny", nearest: [] });
});

test("layers that are not there are not told of", () =>
  expect(layersOf({ identity: [all] })).toEqual({ identity: "allows" }));

describe("an implicit deny: what came nearest, in the layers that allow nothing", () => {
  const bucket = {
    part: "Resource",
    key: undefined,
    wanted: ["arn:aws:s3:::other/*"],
    got: [asked.resource.arn],
    isUnsure: false,
  };
  const team = {
    part: "StringEquals",
    key: "aws:ResourceTag/team",
    wanted: ["TeamB"],
    got: ["TeamA"],
    isUnsure: false,
  };
  const mfa = { part: "Bool", key: "aws:MultiFactorAuthPresent", wanted: ["true"], got: undefined, isUnsure: false };
  const tagged = request({
    principal: { arn: asked.principal.arn, tags: { team: "TeamB" } },
    resource: { arn: asked.resource.arn, tags: { team: "TeamA" } },
  });
  const own = when("StringEquals", "aws:ResourceTag/team", `\${aws:PrincipalTag/team}`);

  test("fewest reasons first, with what was wanted and what was there", () => {
    const policy = identity(
      allow("s3:*", "arn:aws:s3:::other/*", {
        Condition: { ...own.Condition, Bool: { "aws:MultiFactorAuthPresent": "true" } },
      }),
      allow("s3:Get*", "*", own),
      allow("ec2:*"),
      deny("s3:GetObject", "arn:aws:s3:::other/*"),
    );
    expect(why(tagged, { identity: [policy], boundary: all })).toMatchObject({
      decision: "implicitDeny",
      nearest: [
        { layer: "identity", statement: { policy: "identity", index: 1 }, unmet: [team] },
        { layer: "identity", statement: { policy: "identity", index: 0 }, unmet: [bucket, team, mfa] },
      ],
    });
  });

  test("a variable without a value stands as it is written", () => {
    const { nearest } = why(request({ resource: tagged.resource }), { identity: [identity(allow("s3:*", "*", own))] });
    expect(nearest[0]?.unmet).toEqual([{ ...team, wanted: [`\${aws:PrincipalTag/team}`] }]);
  });

  test.each<[string, object, object]>([
    ["Null", when("Null", "aws:SourceVpce", "false"), { part: "Null", wanted: ["false"], got: undefined }],
    [
      "a set",
      when("ForAnyValue:StringLikeIfExists", "aws:TagKeys", ["a*"]),
      { part: "ForAnyValue:StringLikeIfExists" },
    ],
    [
      "NotResource",
      { Resource: undefined, NotResource: "arn:aws:s3:::acme-data/*" },
      { part: "NotResource", wanted: ["arn:aws:s3:::acme-data/*"] },
    ],
  ])("%s", (_, change, unmet) => {
    const { nearest } = why(asked, {
      identity: [identity(JSON.parse(JSON.stringify({ ...allow("s3:*"), ...change })))],
    });
    expect(nearest[0]?.unmet).toMatchObject([unmet]);
  });

  test("whom the resource's policy names", () => {
    const { nearest } = why(asked, {
      identity: [],
      resource: resourcePolicy({ AWS: "arn:aws:iam::999988887777:role/x" }),
    });
    expect(nearest).toMatchObject([
      {
        layer: "resource",
        unmet: [{ part: "Principal", wanted: ["arn:aws:iam::999988887777:role/x"], got: [asked.principal.arn] }],
      },
    ]);
  });

  test("at most five", () => {
    const many = identity(...Array.from({ length: 9 }, () => allow("s3:*", "arn:aws:s3:::other/*")));
    expect(why(asked, { identity: [many] }).nearest).toHaveLength(5);
  });

  test("nothing is about the action: nothing came near", () => {
    expect(why(asked, { identity: [identity(allow("ec2:*"))] }).nearest).toEqual([]);
  });
});

test("what is not clear: which statement, and what of it", () => {
  const unclear = identity(
    allow("*"),
    deny("s3:*", "*", when("Unheard", "a:b", "c")),
    deny("s3:*", "arn:aws:s3:::other/*"),
  );
  expect(why(asked, { identity: [unclear], boundary: all })).toMatchObject({
    decision: "ambiguous",
    statement: { index: 1 },
    nearest: [{ statement: { index: 1 }, effect: "Deny", unmet: [{ part: "Unheard", key: "a:b", isUnsure: true }] }],
  });
});
