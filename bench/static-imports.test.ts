import { expect, test } from "@jest/globals";
import { withStaticImports } from "./static-imports.ts";

test("what is loaded on demand is imported at the head, each module once", () => {
  const source = 'const a = (await import("./a.ts")).a;\nconst b = import("./b.ts");\nconst again = import("./a.ts");';
  expect(withStaticImports(source)).toBe(
    [
      'import * as loaded0 from "./a.ts";',
      'import * as loaded1 from "./b.ts";',
      "const a = (await Promise.resolve(loaded0)).a;",
      "const b = Promise.resolve(loaded1);",
      "const again = Promise.resolve(loaded0);",
    ].join("\n"),
  );
});

test("a module without import() stays as it is", () => {
  const source = 'import { a } from "./a.ts";\nexport const b = a(import.meta.url);';
  expect(withStaticImports(source)).toBe(source);
});
