import { describe, expect, test } from "@jest/globals";
import { attribute } from "#shared/attribute/index.ts";
import { replay } from "../../cli/commands/replay.ts";
import { type Judged, judge } from "../../cli/replay/judge.ts";
import { table } from "../../cli/replay/lines.ts";
import { collectTimeline } from "../../cli/replay/timeline.ts";
import { readOne } from "../../cli/trail-files.ts";
import { settings } from "../fixtures.ts";
import { files, manyDevices } from "./corpus/files.ts";
import { type Loose, ownerTags } from "./perfect.ts";

async function* chunked(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 2 ** 18) yield bytes.subarray(at, at + 2 ** 18);
}

const play = async (bytes: Uint8Array, json: boolean) => {
  const [out, err]: [string[], string[]] = [[], []];
  const io = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    stdin: chunked(bytes),
    env: {},
    cwd: "/",
  };
  const code = await replay(["-"], { json }, io, { attribute, settings });
  return { code, out, err };
};

const ownerIs = (judged: Loose, values: { team: string; studiouserid: string }): boolean =>
  judged.owner.team?.value === values.team && judged.owner.studiouserid?.value === values.studiouserid;

describe.each(Object.entries(files))("%s", (_, { bytes, good, damage }) => {
  test("is read as far as it is good, and said to be damaged where it is", async () => {
    const { code, out, err } = await play(bytes(), true);
    const judged: Loose[] = out.map((line) => JSON.parse(line));
    expect(judged.filter((one) => ownerIs(one, ownerTags.alice))).toHaveLength(good);
    expect(judged.filter(({ owner }) => owner.studiouserid !== null && owner.studiouserid.value !== "alice")).toEqual(
      [],
    );
    if (damage) expect(err.join("\n")).toMatch(damage);
    expect(code).toBe(damage ? 1 : 0);
    expect(err.filter((line) => line.length > 1_000 || /\p{Cc}/u.test(line))).toEqual([]);
    expect(({} as Loose).polluted).toBeUndefined();
  });
});

/** A call takes some 125,000 arguments: what is spread into one must not be as long as somebody likes. */
const tooMany = 130_000;

test("a record that announces more resources than a call has arguments", async () => {
  const reported: string[] = [];
  const items = readOne("devices", chunked(manyDevices(tooMany)));
  const { changes } = await collectTimeline(items, (message) => reported.push(message));
  expect(reported).toEqual([]);
  expect(changes).toHaveLength(tooMany);
});

test("a table of more lines than a call has arguments", async () => {
  const { changes, sessions } = await collectTimeline(readOne("device", chunked(manyDevices(1))), () => {});
  const judged: Judged[] = [];
  for await (const one of judge({ changes, sessions }, settings, attribute)) judged.push(one);
  const lines = table(Array.from({ length: tooMany }, () => judged[0] as Judged)).split("\n");
  expect(lines).toHaveLength(tooMany + 1);
});
