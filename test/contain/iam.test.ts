import { describe, expect, test } from "@jest/globals";
import { IamRefusal, type RoleImage } from "#shared/model/role-image.ts";
import { type IamFault, type IamOptions, memoryIam, type Session } from "./iam.ts";
import { userChanges } from "./iam-changes.ts";
import { aRole, policyText } from "./roles.ts";

const start = Date.UTC(2026, 10, 22, 10);
const clockAt = () => {
  let ms = start;
  return {
    now: () => ms,
    pass: (seconds: number) => {
      ms += seconds * 1000;
    },
  };
};
const iamWith = (role: Partial<RoleImage> = {}, options: IamOptions = {}) =>
  memoryIam({ roles: [aRole(role)], ...options });
const vendor = { arn: "arn:aws:iam::999988887777:root" };
const sessionOf = (iam: ReturnType<typeof memoryIam>): Session =>
  iam.assume(vendor, "vendor-acme", { externalId: "e-1" }) as Session;
const deny = policyText([{ Effect: "Deny", Action: "*", Resource: "*" }]);
const kindOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof IamRefusal ? error.kind : (error as Error).name),
  );

describe("limits", () => {
  const filler = (length: number): string =>
    policyText([{ Effect: "Allow", Action: "s3:Get", Resource: "a".repeat(length) }]);
  const cases: readonly [string, (iam: ReturnType<typeof memoryIam>) => Promise<unknown>, string][] = [
    [
      "inline policies of one character too many",
      ({ roles }) => roles.putInline("vendor-acme", "more", filler(10_240)),
      "full",
    ],
    ["white space is free", ({ roles }) => roles.putInline("vendor-acme", "s", `${" ".repeat(11_000)}${deny}`), "done"],
    ["no JSON", ({ roles }) => roles.putInline("vendor-acme", "more", "{"), "malformed"],
    ["not Latin-1", ({ roles }) => roles.putInline("vendor-acme", "more", policyText([{ Sid: "☂" }])), "malformed"],
    ["a name with a space", ({ roles }) => roles.putInline("vendor-acme", "a b", deny), "malformed"],
    [
      "the eleventh attachment",
      async ({ roles }) => {
        for (let at = 0; at < 11; at++) await roles.attach("vendor-acme", `arn:aws:iam::aws:policy/P${at}`);
      },
      "full",
    ],
    ["a policy that is not there", ({ roles }) => roles.attach("vendor-acme", "arn:aws:iam::aws:policy/None"), "gone"],
    [
      "a trust too long",
      ({ roles }) => roles.setTrust("vendor-acme", policyText([{ Principal: "*", Sid: "a".repeat(2_048) }])),
      "full",
    ],
    [
      "a trust for a role that is not there",
      ({ roles }) =>
        roles.setTrust("vendor-acme", policyText([{ Principal: { AWS: "arn:aws:iam::111122223333:role/none" } }])),
      "malformed",
    ],
    [
      "51 tags",
      ({ roles }) =>
        roles.tag(
          "vendor-acme",
          Array.from({ length: 51 }, (_, at) => ({ key: `k${at}`, value: "" })),
        ),
      "full",
    ],
    ["a tag of AWS", ({ roles }) => roles.tag("vendor-acme", [{ key: "aws:x", value: "" }]), "malformed"],
    ["deleted with its policies", ({ roles }) => roles.delete("vendor-acme"), "refused"],
    ["made twice", ({ roles }) => roles.create(aRole()), "done"],
    ["of a name that another has", ({ roles }) => roles.create(aRole({ path: "/" })), "refused"],
    ["no such role", ({ roles }) => roles.putInline("none", "more", deny), "gone"],
    ["taken away twice", ({ roles }) => roles.deleteInline("vendor-acme", "none"), "done"],
  ];
  test.each(cases)("%s", async (_, work, kind) => {
    const managed = Array.from({ length: 11 }, (__, at) => ({
      arn: `arn:aws:iam::aws:policy/P${at}`,
      version: "v1",
      document: deny,
    }));
    expect(await kindOf(work(iamWith({ attached: [] }, { managed })))).toBe(kind);
  });

  test("made again, a role has another id, sessions of the old one are dead, and who trusted it names the id", async () => {
    const other = aRole({
      name: "other",
      trust: policyText([{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: aRole().arn } }]),
    });
    const iam = memoryIam({ roles: [aRole({ inline: [], attached: [] }), other] });
    const session = sessionOf(iam);
    const before = iam.role("vendor-acme");
    await iam.roles.delete("vendor-acme");
    await iam.roles.create(aRole());
    expect(iam.role("vendor-acme")?.id).not.toBe(before?.id);
    expect(iam.may(session, "s3:GetObject")).toBe(false);
    const trust = iam.role("other")?.trust ?? "";
    expect(trust).toContain(before?.id);
    expect(await kindOf(iam.roles.setTrust("other", trust))).toBe("malformed");
  });
});

describe("who may act", () => {
  test("a session by its role, until a deny, a stamp or a boundary says no", async () => {
    const iam = iamWith();
    const session = sessionOf(iam);
    expect(iam.may(session, "s3:GetObject")).toBe(true);
    expect(iam.may(session, "ec2:RunInstances")).toBe(false);
    await iam.roles.putInline("vendor-acme", "d", deny);
    expect(iam.may(session, "s3:GetObject")).toBe(false);
  });

  test("who has no external id gets no session", () => {
    const iam = iamWith();
    expect(iam.assume(vendor, "vendor-acme")).toBeUndefined();
    expect(sessionOf(iam).issuedAt).toBe("2026-11-22T10:00:00Z");
  });

  test("a session makes a user with a key, and the key acts until it is inactive", async () => {
    const iam = iamWith({
      inline: [{ name: "all", document: policyText([{ Effect: "Allow", Action: "*", Resource: "*" }]) }],
    });
    const session = iam.as(sessionOf(iam));
    expect(
      session.createUser("eve", [
        { name: "all", document: policyText([{ Effect: "Allow", Action: "s3:*", Resource: "*" }]) },
      ]),
    ).toBe(true);
    const key = session.createKey("eve");
    expect(key && iam.may(key, "s3:GetObject")).toBe(true);
    expect(await iam.users.ownerOf(key?.key ?? "")).toBe("eve");
    await iam.users.setKey("eve", key?.key ?? "", "Inactive");
    expect(key && iam.may(key, "s3:GetObject")).toBe(false);
    expect(iam.deeds.map(({ name }) => name)).toEqual(["AssumeRole", "CreateUser", "CreateAccessKey"]);
  });

  test("who has no right to write writes nothing", () => {
    const iam = iamWith();
    expect(iam.as(sessionOf(iam)).role("deleteInline", "vendor-acme", "data")).toBe(false);
    expect(iam.role("vendor-acme")?.inline).toHaveLength(1);
  });
});

describe("what is old", () => {
  test("reads answer the old state for so long, each part of a role by itself", async () => {
    const clock = clockAt();
    const iam = iamWith({}, { clock, reads: { ms: 4_000 } });
    await iam.roles.putInline("vendor-acme", "d", deny);
    expect((await iam.roles.read("vendor-acme")).value?.inline).toHaveLength(1);
    clock.pass(4);
    expect((await iam.roles.read("vendor-acme")).value?.inline).toHaveLength(2);
  });

  test("or for so many calls", async () => {
    const iam = iamWith({}, { reads: { calls: 6 } });
    await iam.roles.putInline("vendor-acme", "d", deny);
    expect((await iam.roles.read("vendor-acme")).value?.inline).toHaveLength(1);
    expect((await iam.roles.read("vendor-acme")).value?.inline).toHaveLength(2);
  });

  test("requests are judged by the old policies for so long, and within it the denied may undo the deny", async () => {
    const clock = clockAt();
    const iam = iamWith(
      { inline: [{ name: "all", document: policyText([{ Effect: "Allow", Action: "*", Resource: "*" }]) }] },
      { clock, enforcement: { ms: 3_000 } },
    );
    const session = sessionOf(iam);
    await iam.roles.putInline("vendor-acme", "d", deny);
    clock.pass(2.9);
    expect(iam.may(session, "s3:GetObject")).toBe(true);
    expect(iam.mayWithin(3_000, session, "s3:GetObject")).toBe(true);
    expect(iam.as(session).role("deleteInline", "vendor-acme", "d")).toBe(true);
    await iam.roles.putInline("vendor-acme", "d", deny);
    clock.pass(3);
    expect(iam.may(session, "s3:GetObject")).toBe(false);
    expect(iam.mayWithin(3_000, session, "s3:GetObject")).toBe(false);
  });

  test("its clock is its own", async () => {
    const iam = iamWith({}, { skew: -90_500 });
    expect(await iam.roles.putInline("vendor-acme", "d", deny)).toBe("2026-11-22T09:58:29Z");
    expect((await iam.roles.read("vendor-acme")).at).toBe(iam.time());
  });
});

describe("what goes wrong", () => {
  test.each<[IamFault, string, number]>([
    ["throttled", "Throttling", 1],
    ["unavailable", "ServiceUnavailable", 1],
    ["concurrent", "ConcurrentModification", 1],
    ["timed-out", "TimeoutError", 2],
  ])("%s", async (fault, name, policies) => {
    const iam = iamWith({}, { fault: ({ operation }) => (operation === "putInline" ? fault : undefined) });
    expect(await kindOf(iam.roles.putInline("vendor-acme", "d", deny))).toBe(name);
    expect(iam.role("vendor-acme")?.inline).toHaveLength(policies);
  });

  test("others act between any two of our calls", async () => {
    const iam = iamWith();
    iam.listen(({ operation }, when) => {
      if (operation === "putInline" && when === "after") iam.admin(userChanges.createUser("admin-was-here", []));
    });
    await iam.roles.putInline("vendor-acme", "d", deny);
    expect(iam.user("admin-was-here")).toBeDefined();
  });
});
