import type { Config } from "jest";

export default {
  transform: {}, // Node and jest strip the types; "type": "module" does the rest
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/cdk.out/", "/\\.lab/", "/\\.build/"],
  modulePathIgnorePatterns: ["/cdk.out/", "/\\.lab/", "/\\.build/"],
  maxWorkers: "100%", // on two cores the default is one
  workerIdleMemoryLimit: "1.5GB", // each file loads aws-cdk-lib anew, and what a file loaded is not all freed
  testTimeout: 120_000, // the lab's end-to-end tests start a whole account; nothing here measures time
} satisfies Config;
