import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { attempts } from "#shared/probe/attempts.ts";
import type { Outcome, Probed } from "#shared/probe/model.ts";
import type { Credentials } from "../../lab/demo/clients.ts";
import { trainingJob } from "../../lab/demo/inputs.ts";
import { control, demoLab, sagewarden, startPatience } from "./harness.ts";
import { type Answer, boto3, type Call, call, cli, hasCli } from "./isolation-calls.ts";
import { chainsIn } from "./isolation-chains.ts";
import { accessSettings, deployedWorld, signIn, whileWeak } from "./isolation-deployed.ts";
import { makeWarden, probeDeployed, probePublished, takeWarden } from "./isolation-probe.ts";
import { publishedWorld } from "./isolation-published.ts";
import { executionOf, experiment, named, type PolicySet, tagsOf, type World } from "./isolation-world.ts";
import { used, worn } from "./pool/condition.ts";
import type { LeasedLab } from "./pool/lease.ts";

let lab: LeasedLab;
let deployed: Awaited<ReturnType<typeof deployedWorld>>;
let worlds: Readonly<Record<PolicySet, World>>;

beforeAll(async () => {
  lab = await demoLab(used);
  deployed = await deployedWorld(lab);
}, startPatience);
afterAll(() => lab?.giveBack(worn));

const outcomes = (answers: readonly Answer[]): readonly string[] => answers.map(({ code = "works" }) => code);

const asked = async (...verb: readonly string[]) => {
  const { stdout, stderr, code } = await sagewarden(lab, ...verb, "--json", "--config", accessSettings);
  return { code, stderr, answer: JSON.parse(stdout || "null") };
};

interface Verdict {
  violations: readonly { role?: string }[];
  missing: readonly { role?: string }[];
  chains: readonly { steps: readonly { principal: string }[] }[];
}

/** What the stack's own roles do. There are others in this account, that SageMaker may take and nobody bounds. */
const bySagewarden = ({ violations, missing, chains }: Verdict) => [
  ...[...violations, ...missing].filter(({ role = "" }) => role.startsWith("sagewarden-")),
  ...chains.filter(({ steps }) => steps[0]?.principal.startsWith("sagewarden-")),
];

describe("the access stack, as it was deployed", () => {
  test("profiles are the directory's people's, and nothing of the stacks differs from it", async () => {
    const { profiles } = (await asked("profile", "list")).answer as { profiles: Record<string, unknown>[] };
    const own = profiles.filter(({ domainId }) => domainId === deployed.domainId);
    expect(own.map(({ name, status, executionRole }) => [name, status, executionRole])).toEqual([
      ["alice", "ok", executionOf(deployed.roles, "TeamA")],
      ["bob", "ok", executionOf(deployed.roles, "TeamB")],
      ["carol", "ok", executionOf(deployed.roles, "TeamA")],
    ]);
    // Other tests have profiles and users of their own in this account.
    const { findings, looked } = (await asked("people", "check")).answer;
    const ours = new RegExp(`${deployed.domainId}|:role/sagewarden/studio/|:role/sagemaker/`);
    expect(findings.filter((finding: object) => ours.test(JSON.stringify(finding)))).toEqual([]);
    expect(looked).toMatchObject({ roles: 7 });
  });

  test("a role lets in its own team's people only, under their own names", async () => {
    const tries = [
      signIn(deployed.told, "alice", "TeamA"),
      signIn(deployed.told, "bob", "TeamB", "TeamA"),
      signIn(deployed.told, "bob", "TeamA", "TeamB"),
    ];
    const runs = tries.map((each) => [each]);
    expect(outcomes((await boto3(lab, deployed.keys, runs)).flat())).toEqual(["works", "AccessDenied", "AccessDenied"]);
  });

  test(
    "the live roles are proven, and one that is weakened is found",
    async () => {
      const whole = (await asked("verify", "--live", "--smoke")).answer;
      expect([whole.cells, whole.absent, bySagewarden(whole)]).toEqual([2_592, [], []]);
      const policy = `arn:aws:iam::${lab.account}:policy/sagewarden/sagewarden-studio-developer`;
      const found = await whileWeak(lab, policy, "UseOwn", () => asked("verify", "--live", "--smoke"));
      expect(found.code).toBe(1);
      expect(bySagewarden(found.answer)).toContainEqual(
        expect.objectContaining({
          ...{ role: "sagewarden-studio-TeamB", actor: "other-team" },
          statement: { policy, index: expect.any(Number), sid: "UseOwn" },
        }),
      );
    },
    startPatience,
  );
});

const outcomesOf = ({ runs }: Probed, wanted: Outcome) =>
  runs.map(({ attempts: tried }) => tried.flatMap(({ id, outcome }) => (outcome === wanted ? id : [])));

describe("the probe of what was deployed", () => {
  let warden: Credentials;
  beforeAll(async () => {
    warden = await makeWarden(lab);
  }, startPatience);

  test(
    "all is refused, and each team can do its own",
    async () => {
      const probed = await probeDeployed(lab, warden);
      expect(probed).toMatchObject({ crossed: 0, unknown: 0, left: [] });
      expect(probed.controls.filter(({ works }) => !works)).toEqual([]);
      expect(outcomesOf(probed, "refused").map(({ length }) => length)).toEqual([attempts.length, attempts.length]);
    },
    startPatience,
  );

  test(
    "a statement that was weakened is found, and nothing is left of the attempts that work",
    async () => {
      const policy = `arn:aws:iam::${lab.account}:policy/sagewarden/sagewarden-studio-developer`;
      const probed = await whileWeak(lab, policy, "UseOwn", () => probeDeployed(lab, warden));
      expect(outcomesOf(probed, "crossed")).toEqual(Array(2).fill(["read", "list-tags", "update", "delete"]));
      expect(probed).toMatchObject({ unknown: 0, left: [] });
    },
    startPatience,
  );
});

// From here on there are roles in the account that are weak, and tagged with the teams.
describe("as published, and as deployed", () => {
  beforeAll(async () => {
    worlds = { studio: deployed, "as-published": await publishedWorld(lab) };
  }, startPatience);

  const clients = [
    { name: "boto3", client: boto3, isThere: true },
    { name: `the AWS CLI${hasCli ? "" : ", which is not installed here"}`, client: cli, isThere: hasCli },
  ];

  describe.each(clients)("the demonstration with $name", ({ name, client, isThere }) => {
    const demonstrated = isThere ? test : test.skip;
    const play = (world: World, ...calls: readonly Call[]) =>
      client(
        lab,
        world.keys,
        calls.map((each) => [each]),
      ).then((runs) => runs.flat());

    demonstrated.each(["studio", "as-published"] as const)(
      "alice opens only her own profile (%s)",
      async (set) => {
        const open = (by: string, UserProfileName: string) =>
          call(by, "CreatePresignedDomainUrl", { DomainId: worlds[set].domainId, UserProfileName });
        const answers = await play(
          worlds[set],
          open("alice", "alice"),
          open("alice", "carol"),
          open("alice", "bob"),
          open("bob", "alice"),
        );
        expect(outcomes(answers)).toEqual([
          "works",
          "AccessDeniedException",
          "AccessDeniedException",
          "AccessDeniedException",
        ]);
        expect(answers[0]?.AuthorizedUrl).toMatch(/^https:\/\/d-\w+\.studio\.us-east-1\.sagemaker\.aws\/auth\?token=/);
      },
      startPatience,
    );

    demonstrated.each(["studio", "as-published"] as const)(
      "bob cannot delete TeamA's experiment (%s)",
      async (set) => {
        const ExperimentName = named(set, "experiment");
        const [refusal] = await play(worlds[set], call("bob", "DeleteExperiment", { ExperimentName }));
        const role = set === "studio" ? "sagewarden-studio-TeamB" : "studio-TeamB";
        expect(refusal).toEqual({
          code: "AccessDeniedException",
          message:
            `User: arn:aws:sts::${lab.account}:assumed-role/${role}/bob is not authorized to perform: sagemaker:DeleteExperiment ` +
            `on resource: arn:aws:sagemaker:${lab.region}:${lab.account}:experiment/${ExperimentName} ` +
            "because no identity-based policy allows the sagemaker:DeleteExperiment action",
        });
      },
      startPatience,
    );

    demonstrated(
      "each works with what is the own team's",
      async () => {
        const own = named("studio", `own-${name === "boto3" ? 1 : 2}`);
        const job = { ...trainingJob(own, executionOf(worlds.studio.roles, "TeamA")), Tags: tagsOf({ team: "TeamA" }) };
        const answers = await play(
          worlds.studio,
          experiment("alice", own, { team: "TeamA" }),
          call("carol", "DescribeExperiment", { ExperimentName: own }),
          call("alice", "DeleteExperiment", { ExperimentName: own }),
          call("alice", "CreateTrainingJob", job),
          call("alice", "StopTrainingJob", { TrainingJobName: own }),
          call("alice", "ListExperiments", {}),
        );
        expect(outcomes(answers)).toEqual(answers.map(() => "works"));
      },
      startPatience,
    );
  });

  describe("what only one of the two may", () => {
    const tried = async (...calls: readonly Call[]) =>
      (
        await boto3(
          lab,
          worlds.studio.keys,
          calls.map((each) => [each]),
        )
      ).flat();

    test("an endpoint is its team's, and a search shows what is one's own", async () => {
      const ask = (by: string) => {
        const params = { EndpointName: named("studio", "endpoint"), Body: "1" };
        return call(by, "InvokeEndpoint", params, "sagemaker-runtime");
      };
      const VisibilityConditions = [{ Key: "Tags.team", Value: "TeamB" }];
      const answers = await tried(
        ask("alice"),
        ask("bob"),
        call("bob", "Search", { Resource: "Experiment" }),
        call("bob", "Search", { Resource: "Experiment", VisibilityConditions: [{ Key: "Tags.team", Value: "TeamA" }] }),
        call("bob", "Search", { Resource: "Experiment", VisibilityConditions, MaxResults: 100 }),
      );
      const denied = "AccessDeniedException";
      expect(outcomes(answers)).toEqual(["works", denied, denied, denied, "works"]);
      const found = JSON.stringify(answers[4]?.Results);
      expect(found).toContain(named("studio", "bobs"));
      expect(found).not.toContain(named("studio", "read"));
    });

    test("Studio works for the person it is open for", async () => {
      const { domainId: DomainId } = worlds.studio;
      const space = (owner: string, SpaceName: string) =>
        call("studio", "CreateSpace", {
          ...{ DomainId, SpaceName, OwnershipSettings: { OwnerUserProfileName: owner } },
          SpaceSharingSettings: { SharingType: "Private" },
          SpaceSettings: { AppType: "JupyterLab" },
        });
      const app = { DomainId, SpaceName: "alices", AppType: "JupyterLab", AppName: "default" };
      const answers = await tried(
        experiment("studio", named("studio", "in-studio"), { team: "TeamA", studiouserid: "alice" }),
        space("alice", "alices"),
        call("studio", "CreateApp", app),
        call("studio", "DeleteApp", app),
        experiment("studio", named("studio", "forged"), { team: "TeamA", studiouserid: "carol" }),
        experiment("alice", named("studio", "forged"), { team: "TeamA", studiouserid: "carol" }),
        space("carol", "carols"),
        call("studio", "CreatePresignedDomainUrl", { DomainId, UserProfileName: "alice" }),
      );
      const denied = "AccessDeniedException";
      expect(outcomes(answers)).toEqual(["works", "works", "works", "works", denied, denied, denied, denied]);
    });
  });

  describe("the published chains, by bob", () => {
    const play = async (set: PolicySet) => {
      const chains = chainsIn(worlds[set], lab.region, lab.account);
      const runs = await boto3(
        lab,
        worlds[set].keys,
        chains.map(({ calls }) => calls),
      );
      return chains.map((chain, index) => ({ ...chain, answers: runs[index] ?? [] }));
    };

    test(
      "as published, 13 of 14 work",
      async () => {
        const played = await play("as-published");
        const stopped = played.filter(({ answers }) => answers.some(({ code }) => code !== undefined));
        expect(stopped.map(({ id, answers }) => [id, answers.at(-1)?.code])).toEqual([["C5", "AccessDeniedException"]]);
        expect(played).toHaveLength(14);
      },
      startPatience,
    );

    test(
      "ours refuse each at its first call",
      async () => {
        const played = await play("studio");
        const refusals = played.map(({ id, answers }) => [
          id,
          answers.length,
          answers[0]?.code,
          /not authorized to perform: (\S+)/.exec(answers[0]?.message ?? "")?.[1],
        ]);
        expect(refusals).toEqual(
          played.map(({ id, refused }) => [id, 1, expect.stringMatching(/^AccessDenied/), refused]),
        );
      },
      startPatience,
    );
  });

  test(
    "the probe finds the published policies open, and says where a team cannot even do its own",
    async () => {
      const probed = await probePublished(lab, worlds["as-published"], await takeWarden(lab));
      const crossed = ["pass-their-role", "list-objects", "read", "list-tags", "tag", "retag-as-own"];
      expect(outcomesOf(probed, "crossed")).toEqual([crossed, crossed]);
      // Their roles have no path of ours: the function may not look whether they are there.
      const roles = ["take-their-execution-role", "take-their-peoples-role"];
      const blind = [...roles, "get-object", "put-object", "delete-object"];
      expect(outcomesOf(probed, "unknown")).toEqual([blind, blind]);
      expect(probed.left).toEqual([]);
    },
    startPatience,
  );

  test("two evaluators were asked, and never disagreed", async () => {
    const { asked, disagreements } = (await control(lab, "opinions", "GET")) as {
      asked: number;
      disagreements: object[];
    };
    expect(disagreements).toEqual([]);
    expect(asked).toBeGreaterThan(100);
  });
});
