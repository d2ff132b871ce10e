import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** The same module as it is ordinarily written: what it loads on demand is imported at its head. */
export const withStaticImports = (source: string): string => {
  const modules = new Map<string, string>();
  const body = source.replaceAll(/\bimport\("([^"]+)"\)/g, (_, module: string) => {
    const name = modules.get(module) ?? `loaded${modules.size}`;
    modules.set(module, name);
    return `Promise.resolve(${name})`;
  });
  const head = [...modules].map(([module, name]) => `import * as ${name} from "${module}";`);
  return [...head, body].join("\n");
};

/** For esbuild: our own sources without `import()`. Packages stay as they are. */
export const staticImports: Plugin = {
  name: "static-imports",
  setup: ({ onLoad }) => {
    onLoad({ filter: /\/(functions|shared)\/.*\.ts$/ }, async ({ path }) =>
      path.includes("/node_modules/")
        ? undefined
        : { contents: withStaticImports(await readFile(path, "utf8")), loader: "ts" },
    );
  },
};
