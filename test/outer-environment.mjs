import "./compile-once.mjs";
import { createRequire } from "node:module";
import { TestEnvironment } from "jest-environment-node";

const require = createRequire(import.meta.url);

/**
 * The CDK loaded once for each worker and not once for each test file: 15 s of a core every time on a busy machine.
 * `outer-require.cjs` puts this in place of the CDK's own files.
 */
export default class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.outerRequire = (file) => {
      require("./one-engine.cjs");
      return require(file);
    };
  }
}
