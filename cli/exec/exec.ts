import { stderr, stdin, stdout } from "node:process";
import { isoSecondsAt } from "#shared/model/time.ts";
import type { Lender } from "../assume/lender.ts";
import { describeFailure } from "../failure.ts";
import type { Io } from "../verb.ts";
import { withoutBotoFile } from "./boto-file.ts";
import { type Ended, runChild } from "./child.ts";
import { childEnvironment } from "./child-environment.ts";
import { serveCredentials } from "./credential-server.ts";
import { markName } from "./mark.ts";
import { type OwnProfile, ownProfile } from "./own-profile.ts";
import { type Lent, machineClock, renewed } from "./renewed.ts";

interface Command {
  file: string;
  args: readonly string[];
  /** For clients that know no container's credentials: these do not outlive the session. */
  inEnvironment: boolean;
}

/** Runs one command with what is lent. How it ended: its exit code, and the signal that ended it. */
export const exec = async (lender: Lender, command: Command, io: Io): Promise<Ended> => {
  const lent = renewed(
    () => lender.lend(),
    machineClock,
    (error, { endsAt }) =>
      io.err(
        `sagewarden exec: not renewed: ${describeFailure(error)}. What the command has ends at ${isoSecondsAt(endsAt.getTime())}`,
      ),
  );
  const first = await lent();
  return command.inEnvironment ? inEnvironment(lender, command, first, io) : byServer(lender, command, lent, io);
};

const inEnvironment = (lender: Lender, command: Command, { session, endsAt }: Lent, io: Io): Promise<Ended> =>
  run(lender, command, io, {
    ...{ AWS_ACCESS_KEY_ID: session.accessKeyId, AWS_SECRET_ACCESS_KEY: session.secretAccessKey },
    ...{ AWS_SESSION_TOKEN: session.sessionToken, AWS_CREDENTIAL_EXPIRATION: endsAt.toISOString() },
  });

const byServer = async (lender: Lender, command: Command, lent: () => Promise<Lent>, io: Io): Promise<Ended> => {
  const profile = ownProfile(io.env);
  const server = await serveCredentials(lent, describeFailure);
  const given = { AWS_CONTAINER_CREDENTIALS_FULL_URI: server.uri, AWS_CONTAINER_AUTHORIZATION_TOKEN: server.token };
  let own: OwnProfile | undefined;
  try {
    own = profile?.();
    return await run(lender, command, io, { ...withoutBotoFile(io.env), ...given, ...own?.env });
  } finally {
    own?.remove();
    await server.close();
  }
};

const run = async (
  { originals, roles }: Lender,
  command: Command,
  io: Io,
  given: Readonly<Record<string, string>>,
): Promise<Ended> => {
  const region = originals.isRegionNamed ? originals.region : undefined;
  const mark = { [markName]: (await roles()).at(-1)?.roleArn.split("/").at(-1) ?? "" };
  return execAsIs(command, childEnvironment(io.env, region, { ...originals.endpoints, ...mark, ...given }), io);
};

/** Runs one command in this environment, with whatever credentials are in it. */
export const execAsIs = (
  { file, args }: Pick<Command, "file" | "args">,
  env: Readonly<Record<string, string>>,
  { cwd }: Pick<Io, "cwd">,
): Promise<Ended> => {
  const isAtTerminal = [stdin, stdout, stderr].some(({ isTTY }) => isTTY === true);
  return runChild(file, args, { cwd, env, isAtTerminal });
};
