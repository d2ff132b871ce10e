import { describe, expect, test } from "@jest/globals";
import { contractWith, everything } from "./fixture.ts";
import { sheetLines, sheetMarkdown, sheetOf } from "./sheet.ts";

const place = { account: "111122223333", contact: "alice <alice@example.com>" };
const sheet = (change: object) => sheetOf(contractWith(change), place);

describe("a sheet", () => {
  test("of a contract with everything", () => {
    expect(sheet(everything)).toMatchObject({
      vendor: "auger",
      account: "111122223333",
      roleArn: "arn:aws:iam::111122223333:role/vendor/auger/vendor-auger",
      externalId: expect.stringContaining("Secrets Manager, sagewarden/vendor/auger/external-id"),
      sessionName: "begins with auger-",
      sourceIdentity: "begins with auger-",
      sessionTags: ["job"],
      sessionLength: 3_600,
      regions: ["us-east-1"],
      addresses: ["198.51.100.0/24", "2001:db8::/32"],
      expires: "2027-12-31",
      buckets: [
        "auger-acmeorg: reads and writes",
        "lake, keys that begin with exports/: reads",
        "lake, keys that begin with auger/: reads and writes",
      ],
    });
  });

  test("of little", () => {
    expect(sheet({ bucket: undefined })).toMatchObject({
      sessionName: "any",
      sourceIdentity: "none; a call with one is refused",
      addresses: [],
      hours: "any",
      expires: null,
      buckets: [],
    });
  });

  test("says how the role is taken, with the value in a variable", () => {
    expect(sheet({ ...everything, maxSession: "PT15M" }).example).toBe(
      `aws sts assume-role --region us-east-1 --role-arn 'arn:aws:iam::111122223333:role/vendor/auger/vendor-auger' --role-session-name "auger-JOB" --external-id "$EXTERNAL_ID" --duration-seconds 900 --source-identity "auger-NAME"`,
    );
    expect(sheet({ roleSessionName: "^a[0-9]+$" }).example).toContain('--role-session-name "auger-JOB"');
  });

  test("quotes a registered role: its path may hold what a shell would run", () => {
    const roleArn = "arn:aws:iam::111122223333:role/a;id;(id)`id`/theirs";
    expect(sheet({ roleArn }).example).toContain(
      "--role-arn 'arn:aws:iam::111122223333:role/a;id;(id)`id`/theirs' --role-session-name",
    );
  });

  test("says how what it makes is named and tagged", () => {
    const tag = "with the tag sagewarden:vendor = auger when they are made";
    expect(sheet(everything).making).toEqual([
      `functions named vendor-auger-*, without a VPC: ${tag}`,
      `instances (IMDSv2 only, from public images or those tagged for you), their volumes and network interfaces: ${tag}`,
      `clusters and node groups, clusters named vendor-auger-*: ${tag}`,
      `training jobs named vendor-auger-*, without a VPC: ${tag}`,
    ]);
    expect(sheet({ ...everything, passRoles: [] }).making).toHaveLength(1);
    expect(sheet({ ...everything, roleArn: "arn:aws:iam::111122223333:role/theirs" }).making).toEqual([]);
    expect(sheet({ services: ["s3", "constructor"], passRoles: everything.passRoles }).making).toEqual([]);
  });

  test.each([
    [{ expires: "2027-12-31" }, "every call after 2027-12-31 (UTC), in live sessions too"],
    [{ sourceIps: ["198.51.100.0/24"] }, "calls from another address, a VPC endpoint's included"],
    [{ sessionTags: ["job"] }, "other session tags, and transitive ones"],
    [{}, "session tags"],
    [{ regions: ["cn-northwest-1"] }, "calls in another region (global services count as cn-north-1)"],
  ])("of %j says what is refused", (change, refused) => {
    expect(sheet(change).refused).toContain(refused);
  });

  test("a bucket that the vendor makes", () => {
    expect(sheet({ bucket: { create: "vendor", pattern: "auger-*" } }).buckets).toEqual([
      "auger-*: reads and writes; you make these buckets",
    ]);
  });

  test("of a role that others made names no secret of ours", () => {
    const { externalId } = sheet({ roleArn: "arn:aws:iam::111122223333:role/theirs" });
    expect(externalId).toContain("as the role's trust policy asks for it");
    expect(externalId).not.toContain("Secrets Manager");
  });

  test("never holds the external id", () => {
    const given = sheet({ externalId: "8d1f9c-theirs" });
    expect(given.externalId).toBe("the value that you gave us");
    expect(JSON.stringify(given) + sheetMarkdown(given)).not.toContain("8d1f9c-theirs");
  });
});

test("hours are UTC", () => {
  expect(sheet({ hours: { from: "06:30", to: "18:00", days: ["mon", "tue"] } }).hours).toBe(
    "06:30 to 18:00 UTC, mon tue",
  );
});

test("Markdown has a row for each line, and no cell breaks it", () => {
  const given = { ...sheet(everything), contact: "a | b\n<c@example.com> [x](y) `z`" };
  const rows = sheetMarkdown(given)
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| |") && !line.includes("---"));
  expect(rows).toHaveLength(sheetLines(given).length);
  expect(rows.at(-1)).toBe("| Contact | a \\| b &lt;c@example.com> \\[x](y) \\`z\\` |");
});
