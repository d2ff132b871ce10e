import { expect, test } from "@jest/globals";
import { grantedBy } from "./acl.ts";

const acl = (Grant: unknown) => ({ AccessControlPolicy: { Owner: { ID: "us" }, AccessControlList: { Grant } } });
const all = { Grantee: { URI: "http://acs.amazonaws.com/groups/global/AllUsers" }, Permission: "READ" };

test.each([
  ["canned", { "x-amz-acl": "public-read-write" }, ["anybody"]],
  ["a header", { "x-amz-grant-read": 'uri="http://acs.amazonaws.com/groups/global/AllUsers"' }, ["anybody"]],
  ["one grant is no list", acl(all), ["anybody"]],
  [
    "the owner and another",
    acl([{ Grantee: { ID: "us" } }, { Grantee: { ID: "them" } }]),
    ["another account's canonical user"],
  ],
  ["the log's writer", acl([{ Grantee: { URI: "http://acs.amazonaws.com/groups/s3/LogDelivery" } }]), []],
  ["private", { "x-amz-acl": "private" }, []],
  ["the bucket's owner", { "x-amz-acl": "bucket-owner-full-control" }, []],
  ["no list", acl("x"), []],
])("%s", (_, request, expected) => expect(grantedBy(request)).toEqual(expected));
