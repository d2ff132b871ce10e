import { hasFailed } from "../../detect/signals/support/acts.ts";
import type { VendorAct } from "../../model/vendor-act.ts";
import { fieldsAt, textAt } from "../../normalise/fields.ts";
import type { Collector } from "./collect.ts";
import type { SessionNode } from "./report.ts";
import { isBefore, rowsOf } from "./tally.ts";

interface Row {
  parent: string | undefined;
  principal: string | undefined;
  name: string | undefined;
  how: SessionNode["how"];
  issuedAt: string | undefined;
  acts: number;
  denied: number;
  last: string;
  addresses: Set<string>;
  services: Set<string>;
}

const emptyRow = (): Row => ({
  parent: undefined,
  principal: undefined,
  name: undefined,
  how: "session",
  issuedAt: undefined,
  acts: 0,
  denied: 0,
  last: "",
  addresses: new Set(),
  services: new Set(),
});

const most = { each: 50, depth: 32 };

/** Sessions by their key, with those that were taken from them and the keys that they made. */
export const sessionTree = (): Collector<readonly SessionNode[]> => {
  const rows = rowsOf(emptyRow, 2_000);
  return {
    add(act, { how }) {
      const key = act.principal.accessKeyId;
      const isOwn = how === "session" || how === "chained" || how === "minted";
      if (key !== undefined && isOwn) use(rows.row(key), act, how);
      const issued = hasFailed(act) || how === "changed" ? undefined : issuedKey(act);
      if (issued === undefined) return;
      const row = rows.row(issued.key);
      row.issuedAt ??= act.at;
      row.principal ??= issued.principal;
      row.name ??= issued.name;
      if (!isOwn || key === undefined) return;
      row.parent ??= key;
      row.how = issued.how;
    },
    list: () => nodes(rows.entries()),
  };
};

const use = (row: Row, act: VendorAct, how: SessionNode["how"]): void => {
  row.how = how;
  row.acts += 1;
  if (hasFailed(act)) row.denied += 1;
  if (isBefore(row.last, act.at)) row.last = act.at;
  row.principal ??= act.principal.session?.roleArn ?? act.principal.arn;
  row.name ??= act.principal.session?.name ?? act.principal.userName;
  row.issuedAt ??= act.principal.session?.createdAt;
  if (act.sourceIp !== undefined && row.addresses.size < most.each) row.addresses.add(act.sourceIp);
  if (row.services.size < most.each) row.services.add(act.service);
};

const issuedKey = ({ service, request, response }: VendorAct) => {
  if (service === "sts") {
    const key = textAt(fieldsAt(response, "credentials"), "accessKeyId");
    const principal = textAt(request, "roleArn") ?? textAt(fieldsAt(response, "federatedUser"), "arn");
    const name = textAt(request, "roleSessionName") ?? textAt(request, "name");
    return key === undefined ? undefined : { key, principal, name, how: "chained" as const };
  }
  if (service !== "iam") return undefined;
  const made = fieldsAt(response, "accessKey");
  const key = textAt(made, "accessKeyId");
  return key === undefined
    ? undefined
    : { key, principal: undefined, name: textAt(made, "userName"), how: "minted" as const };
};

/** Roots first; a parent that is not among them is a root's own. Hostile records could tie a ring: it has no root, and is cut. */
const nodes = (entries: readonly [string, Row][]): readonly SessionNode[] => {
  const known = new Set(entries.map(([key]) => key));
  const children = Map.groupBy(entries, ([key, { parent }]) =>
    parent !== undefined && parent !== key && known.has(parent) ? parent : undefined,
  );
  const build = ([key, row]: [string, Row], depth: number): SessionNode => ({
    key,
    principal: row.principal ?? null,
    name: row.name ?? null,
    how: row.how,
    issuedAt: row.issuedAt ?? null,
    acts: row.acts,
    denied: row.denied,
    last: row.last,
    addresses: [...row.addresses],
    services: [...row.services],
    children: depth >= most.depth ? [] : (children.get(key) ?? []).map((child) => build(child, depth + 1)),
  });
  return (children.get(undefined) ?? []).map((root) => build(root, 0));
};
