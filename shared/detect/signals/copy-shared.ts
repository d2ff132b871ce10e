import type { Fields } from "../../model/vendor-act.ts";
import { fieldsAt, isFields, listAt, textAt } from "../../normalise/fields.ts";
import { actSignal } from "./support/act-signal.ts";
import { operationOf, shown } from "./support/acts.ts";
import { operations } from "./support/operations.ts";
import { insideOf } from "./support/outsiders.ts";

export const copyShared = actSignal({
  id: "copy-shared",
  severity: "critical",
  why: "A snapshot or an image that is shared or exported is a whole disk or database that another account can open, without reading a single record here.",
  blind:
    "Blocks read through the EBS direct API are data events. What the other account does with the copy is recorded there.",
  falsePositives:
    "Disaster recovery to the organisation's accounts: name them in `organization.accounts`. Exports: declare the service.",
  attack: ["T1537", "T1530", "T1578.001"],
  needs: "management",
  operations: operations({
    critical: {
      ec2: ["ModifySnapshotAttribute", "ModifyImageAttribute", "ModifyFpgaImageAttribute"],
      rds: ["ModifyDBSnapshotAttribute", "ModifyDBClusterSnapshotAttribute"],
      redshift: ["AuthorizeSnapshotAccess"],
      lightsail: ["ExportSnapshot"],
    },
    high: {
      ec2: ["CreateInstanceExportTask", "ExportImage", "CreateStoreImageTask"],
      rds: ["StartExportTask"],
      dynamodb: ["ExportTableToPointInTime"],
      ebs: ["GetSnapshotBlock", "ListSnapshotBlocks"],
    },
    medium: {
      ec2: [
        "CreateSnapshot",
        "CreateSnapshots",
        "CreateImage",
        "CopySnapshot",
        "CopyImage",
        "CreateVolume",
        "AttachVolume",
        "DescribeSnapshotAttribute",
      ],
      ebs: ["ListChangedBlocks"],
      rds: ["CreateDBSnapshot", "CreateDBClusterSnapshot", "CopyDBSnapshot", "RestoreDBInstanceFromDBSnapshot"],
    },
  }),
  look(seen, gravity) {
    // A disk of somebody's snapshot is a way to read it; an empty one is not.
    if (operationOf(seen.act) === "CreateVolume")
      return textAt(seen.act.request, "snapshotId") ? { severity: gravity } : {};
    if (gravity !== "critical" || operationOf(seen.act) === "ExportSnapshot") return {};
    const given = receivers(seen.act.request);
    if (given === undefined) return { severity: "high", note: "with whom is not told" };
    const outsiders = given.filter((receiver) => !insideOf(seen).has(receiver));
    return outsiders.length === 0
      ? undefined
      : {
          covered: false,
          note: `shared with ${outsiders
            .slice(0, 5)
            .map((one) => shown(one))
            .join(", ")}`,
        };
  },
});

/** Accounts and groups that a request adds; empty: it takes away only; undefined: the request does not tell. */
const receivers = (request: Fields): readonly string[] | undefined => {
  if (Object.keys(request).length === 0) return undefined;
  const permissions = ["createVolumePermission", "launchPermission", "loadPermission"].flatMap((key) =>
    listAt(fieldsAt(fieldsAt(request, key), "add"), "items").filter(isFields),
  );
  return [
    ...permissions.flatMap(
      (item) => textAt(item, "userId") ?? textAt(item, "group") ?? textAt(item, "organizationArn") ?? [],
    ),
    ...listAt(request, "valuesToAdd").filter((value) => typeof value === "string"),
    ...(textAt(request, "accountWithRestoreAccess") === undefined
      ? []
      : [textAt(request, "accountWithRestoreAccess") ?? ""]),
  ];
};
