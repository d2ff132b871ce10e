import { availableParallelism } from "node:os";
import type { Config } from "jest";

export default {
  testEnvironment: "<rootDir>/test/outer-environment.mjs",
  // Node and jest strip the types; "type": "module" does the rest. Only the CDK is loaded in another way.
  transform: { "/node_modules/(aws-cdk-lib|constructs|cdk-nag)/.+\\.js$": "<rootDir>/test/outer-require.cjs" },
  transformIgnorePatterns: ["/node_modules/(?!(aws-cdk-lib|constructs|cdk-nag)/)"],
  globalSetup: "<rootDir>/test/lab/pool/set-up.ts",
  globalTeardown: "<rootDir>/test/lab/pool/tear-down.ts",
  testSequencer: "<rootDir>/test/slowest-first.mjs",
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/cdk.out/", "/\\.lab/", "/\\.build/"],
  modulePathIgnorePatterns: ["/cdk.out/", "/\\.lab/", "/\\.build/"],
  maxWorkers: availableParallelism(), // a third lab on two cores made each of them wait, and the slowest miss their time
  workerIdleMemoryLimit: "1.5GB", // what a file loaded is not all freed
  testTimeout: 300_000, // ends what would never end, and nothing that waits for a busy machine; nothing here measures time
} satisfies Config;
