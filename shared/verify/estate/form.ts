import * as z from "zod/mini";
import { account, region, roleArn, text } from "../../model/forms.ts";
import { roleKinds } from "../model.ts";

/** The form of `verify.json`: one set of policies, and whose they are. Strict at every depth. */

const name = text(/^[\w+=,.@/ -]{1,128}$/, "a name: letters, digits, spaces and +=,.@/_-, at most 128");
/** Below the folder of `verify.json`, in plain names: nothing can lead out of it. */
const file = text(
  /^(?!.*\.\.)[\w-][\w.-]{0,127}(\/[\w-][\w.-]{0,127}){0,7}$/,
  "a file in the folder of verify.json, such as developer.json: letters, digits, _.- and / between folders",
);
const tagKey = text(
  /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u,
  "a tag key: letters, digits, spaces and _.:/=+-@, at most 128",
);
/** Empty is a state that AWS allows. */
const value = text(
  /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
  "a tag value: letters, digits, spaces and _.:/=+-@, at most 256",
);
const team = text(/^[\p{L}\p{N}_.:/=+\-@][\p{L}\p{Z}\p{N}_.:/=+\-@]{0,255}$/u, "the value of a team's tag");
const tags = z.record(tagKey, value);
const person = text(/^[\w+=,.@-]{2,64}$/, "2 to 64 letters, digits and +=,.@_-");
const files = z.array(file).check(z.maxLength(50));
const placeholder = z.string().check(z.maxLength(2048));

const session = z.strictObject({
  name: person,
  tags: z._default(tags, {}),
  transitive: z._default(z.array(tagKey).check(z.maxLength(50)), []),
  sourceIdentity: z.optional(person),
  policies: z._default(files, []),
});

const values = z.record(
  text(/^[a-z][a-z\d-]{0,63}$/, "a placeholder without its brackets"),
  z.union([placeholder, z.array(placeholder).check(z.maxLength(5000))]),
);

const role = z.strictObject({
  name,
  kind: z.enum(roleKinds),
  arn: roleArn("the ARN of a role"),
  tags: z._default(tags, {}),
  /** Of placeholders: of this role's documents alone. */
  values: z._default(values, {}),
  trust: z._default(z.nullable(file), null),
  policies: files,
  boundary: z._default(z.nullable(file), null),
  sessions: z._default(z.array(session).check(z.maxLength(1000)), []),
});

/** Levels of an organisation: at most five below its root. */
const levels = z._default(z.array(files).check(z.maxLength(6)), []);

export const estateForm = z.strictObject({
  account,
  region,
  partition: z._default(text(/^aws[\w-]{0,20}$/, "a partition such as aws"), "aws"),
  tagKeys: z._default(z.strictObject({ team: tagKey, studiouserid: tagKey }), {
    team: "team",
    studiouserid: "studiouserid",
  }),
  teams: z.strictObject({ own: team, other: team }),
  bucket: z.optional(text(/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/, "a bucket's name")),
  vpcEndpoint: z.optional(text(/^vpce-[\da-z]{1,40}$/, "the id of a VPC endpoint such as vpce-0a1b2c3d4e5f60718")),
  values: z._default(values, {}),
  roles: z.array(role).check(z.minLength(1), z.maxLength(500)),
  scps: levels,
  rcps: levels,
});

export type EstateForm = z.infer<typeof estateForm>;
