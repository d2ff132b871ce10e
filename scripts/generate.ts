import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { generated, kindsTable, root, staleFiles } from "./generated-files.ts";

const write = async (): Promise<void> => {
  for (const { path, make } of generated) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), await make());
  }
};

const check = async (): Promise<void> => {
  const stale = await staleFiles();
  if (kindsTable.length === 0) console.error("not compared: the kinds table (botocore is installed with the lab)");
  if (stale.length === 0) return;
  console.error(`not what their sources give: ${stale.join(", ")}; run \`npm run generate\``);
  process.exitCode = 1;
};

await (process.argv.includes("--check") ? check() : write());
