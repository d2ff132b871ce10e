import type { TagKeys } from "../model/tag-keys.ts";
import type { Request } from "../policy/model.ts";
import { catalogue } from "./actions.generated.ts";

/** Which condition keys a request of the proof surely lacks. Any other may have a value that opens, or closes, what it should not. */

export interface Bringing {
  request: Omit<Request, "isAbsent">;
  tagKeys: TagKeys;
  /** A team's everyday call: who makes it adds nothing that it could do without. Whoever attacks adds whatever helps. */
  isPlain: boolean;
  /** Whether the session may have a tag that is not among the principal's. */
  mayHaveTag: (key: string) => boolean;
}

export const isAbsentIn =
  (bringing: Bringing): NonNullable<Request["isAbsent"]> =>
  (key) => {
    const known = table.find(([pattern]) => pattern.test(key));
    return known === undefined ? false : known[1](key, bringing);
  };

type Rule = (key: string, bringing: Bringing) => boolean;
const always: Rule = () => true;
const ofPlain: Rule = (_, { isPlain }) => isPlain;
const lastOf = (key: string): string => key.slice(key.indexOf("/") + 1);

/** The first pattern that is about the key decides. */
const table: readonly (readonly [RegExp, Rule])[] = [
  // Of services that call for themselves; and of users, who are no sessions of roles.
  [/^aws:(source(arn|account|org(id|paths))|principalservicenames?(list)?|username)$/, always],
  // Who it is, and of which team: there are actors and chains for what they might say instead.
  [/^aws:sourceidentity$/, always],
  [/^aws:principaltag\//, (key, bringing) => isGuarded(key, bringing) || !bringing.mayHaveTag(lastOf(key))],
  // Asked in every state that matters.
  [/^aws:tagkeys$/, always],
  [/^aws:requesttag\//, (key, bringing) => bringing.isPlain || isGuarded(key, bringing) || !hasTags(bringing)],
  [/^[a-z\d-]+:(resource|existingobject)tag\//, (key, bringing) => hasNoOther(key, bringing)],
  // Studio says them, and the service that tags what is made: asked with and without.
  [/^sagemaker:(domainid|userprofilename|owneruserprofilearn|spacesharingtype|taggingaction)$/, always],
  [/^sagemaker:searchvisibilitycondition\/tags\./, (key, bringing) => bringing.isPlain || isFilter(key, bringing)],
  // Who writes a role's policies is asked with the boundary that the role has.
  [/^iam:(permissionsboundary|policyarn)$/, always],
  [/^aws:(calledvia(first|last)?|viaawsservice)$/, ofPlain],
  // Time, address, network, organisation, second factor, and what other services say of sessions: no value is as good as another.
  [/^aws:/, () => false],
  [/:/, (key, bringing) => isOfService(key, bringing) && (bringing.isPlain || isOfAnotherAction(key, bringing))],
];

const hasTags = ({ request }: Bringing): boolean => request.context["aws:TagKeys"] !== undefined;

const isGuarded = (key: string, { tagKeys }: Bringing): boolean =>
  Object.values(tagKeys).some((each) => each.toLowerCase() === lastOf(key));

/**
 * Roles are the estate's, and so are their tags. Other things are examples: what else they are tagged with nobody knows, and of an
 * object neither what its bucket is.
 */
const hasNoOther: Rule = (key, bringing) => {
  const { tags = {}, arn } = bringing.request.resource;
  const isExample = /^arn:[^:]*:s3:/.test(arn) || (Object.keys(tags).length > 0 && !/^arn:[^:]*:iam:/.test(arn));
  return bringing.isPlain || !isExample || isGuarded(key, bringing);
};

const isFilter = (key: string, { tagKeys }: Bringing): boolean =>
  lastOf(key).startsWith(`tags.${tagKeys.team.toLowerCase()}/`);

const isOfService: Rule = (key, { request: { action } }) =>
  key.startsWith(action.slice(0, action.indexOf(":") + 1).toLowerCase());

/** IAM's data has them with each action. */
const isOfAnotherAction: Rule = (key, { request: { action } }) => keysOf.get(action)?.has(baseOf(key)) === false;

/** `sagemaker:SearchVisibilityCondition/${FilterKey}`, `kms:EncryptionContext:${EncryptionContextKey}` */
const baseOf = (key: string): string => key.toLowerCase().replace(/^([a-z\d-]+:[^/:$]+).*$/, "$1");

const typeKeys = new Map(catalogue.types.map(({ type, keys }) => [type, keys]));

const keysOf: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  catalogue.actions.map(({ action, types, keys, typeKeys: more = {} }) => {
    const service = action.slice(0, action.indexOf(":"));
    const ofTypes = types.flatMap((type) => [...(typeKeys.get(`${service}:${type}`) ?? []), ...(more[type] ?? [])]);
    return [action, new Set([...keys, ...ofTypes].map(baseOf))];
  }),
);
