import { describe, expect, test } from "@jest/globals";
import { audience, claims, issuer } from "./fixture.ts";
import { isOurKind } from "./token-kind.ts";

const kindOf = (change: object, parties: string[] = ["dashboard"]) =>
  isOurKind({ ...claims, ...change }, { issuer, audience, parties, claim: "sub" });

describe("ours", () => {
  test.each<[string, object]>([
    ["an ID token that says nothing of it", {}],
    ["an ID token that says so", { typ: "ID", token_use: "id", azp: audience, nonce: "n" }],
    ["one that a party got for us", { azp: "dashboard" }],
    ["a party's access token", { typ: "Bearer", azp: "dashboard", scope: "openid email" }],
    ["a party's, as Entra writes it", { appid: "dashboard", scp: "User.Read", ver: "1.0" }],
  ])("%s", (_, change) => {
    expect(kindOf(change)).toBe(true);
  });
});

describe("not ours", () => {
  test.each<[string, object]>([
    ["a token for signing out", { events: { "http://schemas.openid.net/event/backchannel-logout": {} } }],
    ["an access token of another client", { typ: "Bearer", azp: "other", scope: "openid" }],
    ["an access token of our own client", { typ: "Bearer", azp: audience }],
    ["an access token of nobody's", { typ: "Bearer" }],
    ["a scope alone", { scp: "User.Read" }],
    ["a refresh token", { typ: "Refresh", azp: "dashboard" }],
    ["an offline token", { typ: "Offline", azp: audience }],
    ["a kind that is no text", { typ: ["ID"] }],
    ["used for access", { token_use: "access" }],
    ["another party's by azp", { azp: "other" }],
    ["another party's by client_id", { azp: "dashboard", client_id: "other" }],
    ["another party's by appid", { appid: "other", scp: "User.Read" }],
    ["a party in a list", { azp: ["dashboard"] }],
    ["an empty party", { azp: "" }],
    ["somebody acts for the person", { act: { sub: "other" }, azp: "dashboard" }],
    ["somebody may", { may_act: { sub: "other" } }],
  ])("%s", (_, change) => {
    expect(kindOf(change)).toBe(false);
  });

  test("a party's, where the settings name none", () => {
    expect(kindOf({ azp: "dashboard" }, [])).toBe(false);
  });
});
