import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { BadInput } from "../shared/model/errors.ts";
import { parseSettings } from "../shared/settings/parse.ts";
import { makeProvider, metadataOf } from "../shared/vend/fake-provider.ts";
import { readSettings, withMetadata, withSlackApi } from "./settings.ts";

const text = (mode: string) => `
mode: ${mode}
region: us-east-1
tags: { team: { values: teams }, studiouserid: { values: people } }
teams: { TeamA: {} }
people: { alice: { team: TeamA } }
`;

const withFiles = (run: (file: (name: string, content: string) => string) => void): void => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-settings-"));
  try {
    run((name, content) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describe("the settings to deploy", () => {
  test("are those of -c config=, before those of SAGEWARDEN_CONFIG", () => {
    withFiles((file) => {
      const [named, ambient] = [file("named.yaml", text("tag")), file("ambient.yaml", text("enforce"))];
      expect(readSettings(named, ambient).mode).toBe("tag");
      expect(readSettings(undefined, ambient).mode).toBe("enforce");
      expect(readSettings("", ambient).mode).toBe("enforce");
    });
  });

  test("are else the checkout's example, which changes nothing in an account", () => {
    expect(readSettings(undefined, "").mode).toBe("observe");
  });

  test("that are wrong are refused with their file and line", () => {
    withFiles((file) => {
      const wrong = file("wrong.yaml", text("enfroce"));
      expect(() => readSettings(wrong)).toThrow(BadInput);
      expect(() => readSettings(wrong)).toThrow(`${wrong}:2:`);
    });
  });

  test("that cannot be read are refused with what to name instead", () => {
    const missing = fileURLToPath(new URL("no-such.yaml", import.meta.url));
    expect(() => readSettings(missing)).toThrow(BadInput);
    expect(() => readSettings(missing)).toThrow(/no-such\.yaml.*-c config=FILE or SAGEWARDEN_CONFIG/);
  });
});

describe("another address of Slack", () => {
  const url = "http://127.0.0.1:8080/api/";
  const without = parseSettings(text("tag"), "settings");
  const told = parseSettings(`${text("tag")}notices: { slack: { botTokenSecret: slack } }`, "settings");

  test("takes the place of the settings' own", () => {
    expect(withSlackApi(told, url).notices.slack).toEqual({ ...told.notices.slack, apiUrl: url });
    expect(told.notices.slack?.apiUrl).toBe("https://slack.com/api/");
  });

  test.each([undefined, ""])("%j changes nothing", (given) => expect(withSlackApi(told, given)).toBe(told));

  test("gives no Slack to those who have none", () => expect(withSlackApi(without, url)).toBe(without));
});

describe("the identity provider's metadata", () => {
  const broker = (metadata: string) =>
    `broker: { callers: ["arn:aws:iam::111122223333:role/app"], saml: { metadata: ${metadata} } }\n`;
  const perfect = metadataOf(makeProvider());

  test("takes the place of its file's name", () => {
    withFiles((file) => {
      const folder = dirname(file("idp.xml", perfect));
      const settings = parseSettings(text("tag") + broker("idp.xml"), "settings");
      expect(withMetadata(settings, folder).broker?.saml?.metadata).toBe(perfect);
      expect(settings.broker?.saml?.metadata).toBe("idp.xml");
    });
  });

  test("is asked of nobody else", () => {
    const settings = parseSettings(text("tag"), "settings");
    expect(withMetadata(settings, "/")).toBe(settings);
  });

  test("that is missing, or has no key, is refused", () => {
    withFiles((file) => {
      const folder = dirname(file("idp.xml", "<x/>"));
      for (const name of ["idp.xml", "other.xml"])
        expect(() => withMetadata(parseSettings(text("tag") + broker(name), "settings"), folder)).toThrow(BadInput);
    });
  });
});
