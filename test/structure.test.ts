import { existsSync, globSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { verbs } from "../cli/verbs.ts";
import { auditRules, contractRules } from "../shared/detect/audit/index.ts";
import { creationRules, exemptTagRules, profileUrlRules, retagRules } from "../shared/detect/index.ts";
import { signals } from "../shared/detect/signals/index.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const files = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: root, exclude: ["**/node_modules/**", "**/cdk.out/**"] }).toSorted();

const folders = "{bench,cli,clients,functions,infra,lab,scripts,shared,test}";
const sources = files(`${folders}/**/*.ts`);
const isTest = (path: string): boolean => path.endsWith(".test.ts");
/** A function as data: infra's tests read each. */
const isDefinition = (path: string): boolean => basename(path) === "definition.ts";
/** What only tests import. */
const isForTests = (path: string): boolean => /^(fixtures?|fake-.*|example-.*)\.ts$/.test(basename(path));
const units = files("{cli,clients,functions,infra,scripts,shared}/**/*.ts").filter(
  (path) => !isTest(path) && !path.endsWith(".generated.ts") && !isForTests(path) && !isDefinition(path),
);

/** Units without a test beside them, each with where it is tested or why it is not. */
const exceptions: Readonly<Record<string, string>> = {
  "cli/main.ts": "cli/start.mjs, for who runs a TypeScript file: test/command-line.test.ts runs it",
  "cli/command-line.ts": "the process itself: test/command-line.test.ts starts it",
  "cli/verbs.ts": "a table: cli/run.test.ts loads every row",
  "cli/commands/vendors.ts": "a table: cli/run.test.ts loads every row",
  "cli/commands/people.ts": "a table: cli/run.test.ts loads every row",
  "cli/commands/profile.ts": "a table: cli/run.test.ts loads every row",
  "cli/pause/held-in.ts": "the live pause: test/lab/pause.test.ts asks it by sweep --fix",
  "cli/commands/connection.ts": "a table: cli/run.test.ts loads every row",
  "cli/connection/ground.ts": "what the verbs stand on: each of their tests asks as somebody",
  "cli/connection/admitted.ts": "cli/connection/use.test.ts borrows by it, and is refused",
  "cli/connection/gates.ts": "cli/connection/test.test.ts tries each",
  "cli/profile/ground.ts": "what the verbs stand on: each of their tests passes its own",
  "cli/doctor/account.ts": "forwards to shared/aws/inspect, each of which has its test",
  "cli/doctor/live-probe.ts": "forwards to shared/aws/inspect, each of which has its test",
  "cli/verify/live.ts": "the roles that vendors audit reads, as shared/verify/estate/account.ts takes them",
  "cli/explain/access/explain.ts": "cli/commands/explain.test.ts asks it; what it reads is shared/aws/inspect's",
  "cli/explain/access/ground.ts": "names",
  "cli/who/answer.ts": "cli/who/ask.test.ts asks for whole answers",
  "cli/who/chain.ts": "cli/who/ask.test.ts asks for whole answers",
  "cli/who/model.ts": "names",
  "cli/sweep/live.ts": "what the sweep by hand stands on: test/lab/sweep.test.ts runs it",
  "cli/vendors/rotate-live.ts": "forwards to shared/aws/rotate; test/lab/vendor-role.test.ts runs it",
  "cli/vendors/incident-ground.ts": "what contain and restore stand on: test/lab/containment.test.ts runs them",
  "cli/vendors/incident-means.ts": "forwards to shared/aws/dispatch-incidents.ts; test/lab/containment.test.ts runs it",
  "scripts/generate.ts": "scripts/generated-files.test.ts starts it",
  "scripts/screenshots.ts": "run by hand; test/lab/slack-page.test.ts and unowned.test.ts go the same way",
  "infra/stand-ins/credentials.ts": "takes the place of a package in the bundles: infra/bundle.test.ts",
  "infra/stand-ins/endpoint-discovery.ts": "takes the place of a package in the bundles: infra/bundle.test.ts",
  "infra/stand-ins/event-streams.ts": "takes the place of a package in the bundles: infra/bundle.test.ts",
  "infra/stand-ins/process.ts": "takes the place of a module in the bundles: infra/bundle.test.ts",
  "infra/stand-ins/timers.ts": "takes the place of a module in the bundles: infra/bundle.test.ts",
  "cli/pause/means.ts": "cli/commands/pause.test.ts and resume.test.ts; test/lab/pause.test.ts runs the live one",
  "shared/aws/lookup-permissions.ts": "names: infra/definitions.test.ts",
  "shared/contain/document/document.ts": "shared/contain/document/markdown.test.ts makes and renders whole documents",
  "shared/contain/reach/deny-sessions.ts": "shared/contain/rungs/chained.test.ts denies, looks and takes back",
  "shared/contain/reach/makers.ts": "shared/contain/rungs/minted.test.ts denies, looks and gives back each kind",
  "shared/contain/begin.ts": "test/contain plays whole containments",
  "shared/contain/climb.ts": "test/contain plays whole containments",
  "shared/contain/guard.ts": "test/contain plays whole containments",
  "shared/contain/prepare.ts": "test/contain plays whole containments",
  "shared/contain/stamped-again.ts": "test/contain plays whole containments",
  "shared/contain/settle.ts": "test/contain plays whole containments",
  "shared/contain/strike.ts": "test/contain plays whole containments",
  "shared/contain/tell.ts": "test/contain plays whole containments",
  "shared/contain/ground.ts": "test/contain plays whole containments",
  "shared/aws/pause-permission.ts": "names: infra/definitions.test.ts",
  "shared/model/pause.ts": "types",
  "shared/settle-unowned.ts": "test/kill plays whole cases, and kills them at every point",
  "shared/unowned/act.ts": "test/kill",
  "shared/unowned/look.ts": "test/kill",
  "shared/unowned/steps.ts": "test/kill",
  "shared/unowned/talk.ts": "test/kill",
  "shared/unowned/until.ts": "test/kill",
  "shared/unowned/until-allowed.ts": "test/kill",
  "shared/unowned/until-undone.ts": "test/kill",
  "shared/restore/carry-out.ts": "test/contain plays whole restores",
  "shared/restore/check.ts": "test/contain plays whole restores",
  "shared/restore/close.ts": "test/contain plays whole restores",
  "shared/restore/fill.ts": "test/contain plays whole restores",
  "shared/restore/finish.ts": "test/contain plays whole restores",
  "shared/restore/first-look.ts": "test/contain plays whole restores",
  "shared/restore/look.ts": "test/contain plays whole restores",
  "shared/restore/open.ts": "test/contain plays whole restores",
  "shared/restore/recreate.ts": "test/contain plays whole restores",
  "shared/restore/role-now.ts": "test/contain plays whole restores",
  "shared/restore/rows.ts": "test/contain plays whole restores",
  "shared/restore/settle.ts": "test/contain plays whole restores",
  "shared/restore/stamp.ts": "test/contain/restore-sessions.test.ts plays whole restores",
  "shared/restore/times.ts": "test/contain plays whole restores",
  "shared/sagemaker/act-decisions.ts": "a table: shared/sagemaker/kinds.test.ts",
  "shared/act/error-codes.ts": "a table: shared/act/classify.test.ts",
  "shared/aws/inspect/client.ts": "names the SDK's own settings",
  "shared/aws/inspect/simulator-input.ts": "shared/aws/inspect/policy-simulator.test.ts asks with it",
  "shared/aws/inspect/lookups.ts": "shared/record/lookups.test.ts; test/lab/borrow.test.ts asks the deployed ledger",
  "shared/aws/inspect/region.ts": "asks the SDK for its region",
  "shared/detect/audit/rule.ts": "names",
  "shared/detect/audit/support/external-ids.ts": "the external-id rules ask it",
  "shared/detect/audit/support/fixed.ts": "the trust rules' tests compare what it makes",
  "shared/detect/audit/support/undoing.ts":
    "a table: the rule can-undo-containment and shared/contain/preflight.test.ts ask it",
  "shared/detect/audit/support/trust.ts": "the trust rules ask it",
  "shared/vendors/facts/fields.ts": "shared/vendors/facts/index.test.ts reads documents with it",
  "shared/vendors/facts/gathering.ts": "shared/vendors/facts/index.test.ts reads documents with it",
  "shared/vendors/facts/resources.ts": "shared/vendors/facts/index.test.ts reads documents with it",
  "shared/vendors/facts/roles.ts": "shared/vendors/facts/index.test.ts reads documents with it",
  "shared/vendors/facts/users.ts": "shared/vendors/facts/index.test.ts reads documents with it",
  "shared/vendors/known-accounts-table.ts": "a table: shared/vendors/known-accounts.test.ts",
  "shared/vendors/trust/contexts.ts": "shared/vendors/trust/outsiders.test.ts asks with them",
  "shared/vendors/trust/open.ts": "shared/vendors/trust/outsiders.test.ts asks it",
  "shared/runbooks/read-reply.ts": "a script: shared/runbooks/contain.test.ts executes both documents",
  "shared/runbooks/restore.ts": "data: shared/runbooks/contain.test.ts executes both documents",
  "shared/runbooks/steps.ts": "data: shared/runbooks/contain.test.ts executes both documents",
  "shared/verify/cells/questions.ts": "shared/verify/cells/second-opinion.test.ts asks with it",
  "shared/verify/estate/held.ts": "shared/verify/estate/account.test.ts makes estates with it",
  "shared/policy/near-miss.ts": "shared/policy/why.test.ts asks it",
  "shared/connections/bucket-actions.ts": "names: shared/connections/session-policy.test.ts asks for each",
  "shared/connections/bucket-statements.ts": "a grant: shared/connections/session-policy.test.ts asks it all",
  "shared/connections/named-statements.ts": "a grant: shared/connections/session-policy.test.ts asks it all",
  "shared/connections/statement.ts": "what the grants share: shared/connections/session-policy.test.ts",
  "shared/probe/model.ts": "names",
  "cli/exec/exec.ts": "cli/commands/exec.test.ts runs it",
  "cli/assume/saml-sign-in.ts": "cli/assume/make-lender.test.ts signs in by assertions",
  "cli/assume/find-roles.ts": "cli/assume/make-lender.test.ts asks for all that can be named",
  "shared/model/connection-settings.ts": "a form of the settings: shared/settings/parse.test.ts",
  "shared/model/access-settings.ts": "a form of the settings: shared/settings/access-checks.test.ts",
  "shared/model/errors.ts": "names",
  "shared/model/finding.ts": "names: test/contract.test.ts",
  "shared/model/forms.ts":
    "forms of the settings: shared/settings/parse.test.ts and shared/model/vendor-settings.test.ts",
  "shared/model/function-definition.ts": "names",
  "shared/model/incident.ts": "names",
  "shared/model/modes.ts": "names",
  "shared/model/organization.ts": "names",
  "shared/model/outcome.ts": "names",
  "shared/model/own-event.ts": "names",
  "shared/model/owner.ts": "names",
  "shared/model/role-image.ts": "names",
  "shared/model/unowned-case.ts": "names",
  "shared/policy/model.ts": "names",
  "shared/people/drift/drifts.ts": "a table: shared/people/drift/index.test.ts makes each of them",
  "shared/people/drift/identities.ts": "shared/people/drift/index.test.ts makes every drift",
  "shared/people/drift/profiles.ts": "shared/people/drift/index.test.ts makes every drift",
  "shared/people/drift/roles.ts": "shared/people/drift/index.test.ts makes every drift",
  "shared/people/drift/users.ts": "shared/people/drift/index.test.ts makes every drift",
  "shared/people/model.ts": "names",
  "shared/verify/chains/moves/apps-and-spaces.ts": "a move: shared/verify/chains/moves/index.test.ts",
  "shared/verify/chains/moves/assume-role.ts": "a move: shared/verify/chains/moves/index.test.ts",
  "shared/verify/chains/moves/change-role.ts": "a move: shared/verify/chains/moves/index.test.ts",
  "shared/verify/chains/moves/create-from-theirs.ts": "a move: shared/verify/chains/moves/index.test.ts",
  "shared/verify/chains/moves/create-user-profile.ts": "a move: shared/verify/chains/moves/index.test.ts",
  "shared/verify/chains/moves/elsewhere.ts": "a move: shared/verify/chains/moves/index.test.ts",
  "shared/verify/chains/moves/mount-homes.ts": "a move: shared/verify/chains/moves/index.test.ts",
  "shared/verify/chains/moves/pass-role.ts": "a move: shared/verify/chains/moves/index.test.ts",
  "shared/verify/chains/moves/presigned-url.ts": "a move: shared/verify/chains/moves/index.test.ts",
  "shared/verify/chains/moves/retag.ts": "a move: shared/verify/chains/moves/index.test.ts",
  "shared/verify/chains/moves/serve-theirs.ts": "a move: shared/verify/chains/moves/index.test.ts",
  "shared/verify/chains/moves/services.ts": "a move: shared/verify/chains/moves/index.test.ts",
  "shared/verify/chains/moves/sign-in.ts": "a move: shared/verify/chains/moves/index.test.ts",
  "shared/verify/chains/moves/tag-role.ts": "a move: shared/verify/chains/moves/index.test.ts",
  "shared/verify/chains/moves/update-profile-or-domain.ts": "a move: shared/verify/chains/moves/index.test.ts",
  "shared/verify/chains/moves/use-theirs.ts": "a move: shared/verify/chains/moves/index.test.ts",
  "shared/vend/model.ts": "names",
  "shared/vend/saml-names.ts": "names",
  "shared/vend/answer.ts": "shared/vend/vend.test.ts gets each answer",
  "shared/vend/caller.ts": "shared/vend/vend.test.ts calls as everybody",
  "shared/vend/request.ts": "shared/vend/vend.test.ts sends every request",
  "shared/vend/saml-structure.ts": "shared/vend/saml-wrapping.test.ts breaks it in every way",
  "shared/vend/saml-signature.ts": "shared/vend/saml.test.ts and saml-wrapping.test.ts sign and break signatures",
  "shared/vend/xml.ts": "shared/vend/saml.test.ts reads plain documents and others with it",
  "shared/verify/model.ts": "names",
  "shared/verify/estate/form.ts": "a form: shared/verify/estate/parse.test.ts reads with it",
  "shared/record/table.ts": "the table as data: shared/record/ledger.test.ts and the stack's test use it",
  "shared/notify/meanings.ts": "a table of texts: scripts/generate-notices.test.ts reads each",
  "shared/vendors/role/ec2.ts": "a grant: shared/vendors/role/grants.test.ts",
  "shared/vendors/role/eks.ts": "a grant: shared/vendors/role/grants.test.ts",
  "shared/vendors/role/lambda.ts": "a grant: shared/vendors/role/grants.test.ts",
  "shared/vendors/role/sagemaker.ts": "a grant: shared/vendors/role/grants.test.ts",
  "shared/vendors/role/secrets.ts": "a grant: shared/vendors/role/grants.test.ts",
  "shared/vendors/role/roles.ts": "a grant: shared/vendors/role/grants.test.ts",
  "shared/vendors/role/grant.ts": "what the grants share: shared/vendors/role/grants.test.ts",
  "shared/settings/meanings.ts": "a table of texts: scripts/settings-rows.test.ts compares its keys with the schema",
  "shared/detect/audit/escalation/existing-compute.ts":
    "a table: shared/detect/audit/escalation/index.test.ts counts it",
  "shared/detect/audit/escalation/iam.ts": "a table: shared/detect/audit/escalation/index.test.ts counts it",
  "shared/detect/audit/escalation/pass-role.ts": "a table: shared/detect/audit/escalation/index.test.ts counts it",
  "shared/detect/audit/escalation/sagemaker.ts": "a table: shared/detect/audit/escalation/index.test.ts compares it",
  "shared/detect/audit/escalation/set.ts": "names",
  "shared/vendors/adopt/scope.ts": "parts of one proposal: shared/vendors/adopt/propose.test.ts",
  "shared/vendors/adopt/who.ts": "parts of one proposal: shared/vendors/adopt/propose.test.ts",
  "shared/settings/issues.ts": "tested where its texts are read: shared/settings/parse.test.ts",
};

/** Types leave nothing behind when they are stripped. */
const isTypesOnly = (path: string): boolean =>
  stripTypeScriptTypes(read(path))
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")
    .replaceAll(/^\s*(import|export) \{[^}]*\}( from "[^"]*")?;?\s*$/gm, "")
    .trim() === "";

const testBeside = (path: string): string => path.replace(/\.ts$/, ".test.ts");

describe("tests", () => {
  test("every unit has its test beside it", () => {
    const without = units.filter(
      (path) => !existsSync(join(root, testBeside(path))) && !(path in exceptions) && !isTypesOnly(path),
    );
    expect(without).toEqual([]);
  });

  test("no exception is out of date", () => {
    const stale = Object.keys(exceptions).filter(
      (path) => !existsSync(join(root, path)) || existsSync(join(root, testBeside(path))),
    );
    expect(stale).toEqual([]);
  });

  test("no test is left out or alone", () => {
    const banned = /\b(test|it|describe)(\.concurrent)?\.(only\b|skip\()|\b(fit|fdescribe|xit|xtest|xdescribe)\(/;
    const self = "test/structure.test.ts";
    expect(sources.filter((path) => isTest(path) && path !== self && banned.test(read(path)))).toEqual([]);
  });
});

describe("files", () => {
  test("none has more than 300 lines, tests and generated tables aside", () => {
    const long = sources.filter((path) => !isTest(path) && !path.endsWith(".generated.ts"));
    expect(long.filter((path) => read(path).split("\n").length > 301)).toEqual([]);
  });

  test("none reads a map of tags by the names that only settings and ledger have: shared/model/tag-keys.ts has the keys", () => {
    const byName = /\b\w*tags\??\.(team|studiouserid)\b|tags\??\.?\[["'](team|studiouserid)["']\]/i;
    // Before there are settings the names are the keys.
    const before = ["cli/init/proposal.ts"];
    const code = (path: string): string => read(path).replaceAll(/\/\*.*?\*\//gs, "");
    expect(units.filter((path) => byName.test(code(path)) && !before.includes(path))).toEqual([]);
  });

  test("a folder under functions/ is one function: its handler and its definition, and nothing else", () => {
    const allowed = new Set(["handler.ts", "handler.test.ts", "definition.ts", "definition.test.ts"]);
    const all = files("functions/**/*.ts");
    expect(all.filter((path) => !allowed.has(basename(path)) || path.split("/").length !== 3)).toEqual([]);
    for (const folder of new Set(all.map((path) => dirname(path)))) {
      for (const name of ["handler.ts", "definition.ts"]) expect(all).toContain(`${folder}/${name}`);
    }
  });
});

describe("package.json", () => {
  const { dependencies, devDependencies, bin } = JSON.parse(read("package.json"));

  test.each(Object.entries({ ...dependencies, ...devDependencies }))("%s is pinned: %s", (_name, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test("the command is there and can be run", () => {
    expect(read(bin.sagewarden).split("\n")[0]).toBe("#!/usr/bin/env node");
  });
});

describe("verbs", () => {
  const names = Object.keys(verbs);

  test("each file is in the table, each row has its file", () => {
    const commands = files("cli/commands/*.ts").filter((path) => !isTest(path));
    expect(commands.map((path) => basename(path, ".ts")).toSorted()).toEqual(names.toSorted());
  });

  test("each verb of a group has its file, and its section in docs/cli.md", async () => {
    for (const [name, { load }] of Object.entries(verbs)) {
      const { verb } = await load();
      if (!("verbs" in verb)) continue;
      const inner = Object.keys(verb.verbs);
      for (const file of inner) expect(existsSync(join(root, `cli/${name}/${file}.ts`))).toBe(true);
      const sections = [...read("docs/cli.md").matchAll(new RegExp(`^### ${name} (\\S+)$`, "gm"))];
      expect(sections.map(([, section]) => section)).toEqual(inner);
    }
  });

  test("each has its section in docs/cli.md", () => {
    const sections = [...read("docs/cli.md").matchAll(/^## (\S+)$/gm)].map(([, name]) => name);
    expect(sections).toEqual(names);
  });
});

describe("rules", () => {
  test.each([
    ["audit", [...auditRules, ...contractRules], ["index", "rule"]],
    ["signals", signals, ["index", "signal"]],
  ])("each file of shared/detect/%s is in its list under its own name", (folder, listed, others) => {
    const names = files(`shared/detect/${folder}/*.ts`).filter((path) => !isTest(path) && !isForTests(path));
    const rules = names.map((path) => basename(path, ".ts")).filter((name) => !others.includes(name));
    expect(rules.toSorted()).toEqual(listed.map(({ id }) => id).toSorted());
  });

  test("each has its page under docs/rules, each page its rule", () => {
    const ids = [
      ...[
        ...creationRules,
        ...retagRules,
        ...exemptTagRules,
        ...profileUrlRules,
        ...auditRules,
        ...contractRules,
        ...signals,
      ],
    ].map(({ id }) => id);
    const pages = files("docs/rules/*").map((path) => basename(path, ".md"));
    expect(pages.toSorted()).toEqual(["README", ...ids].toSorted());
  });
});
