import { callRecord } from "../../vendors/watch/example-acts.ts";
import { copyShared } from "./copy-shared.ts";
import { fires, quiet, refused, registeredFor } from "./support/fixtures.ts";

const snapshot = (createVolumePermission: object, change?: object) =>
  callRecord(
    "ec2",
    "ModifySnapshotAttribute",
    { snapshotId: "snap-1", attributeType: "CREATE_VOLUME_PERMISSION", createVolumePermission },
    change,
  );
const to = (...items: object[]) => ({ add: { items } });
const database = (...valuesToAdd: string[]) =>
  callRecord("rds", "ModifyDBSnapshotAttribute", {
    attributeName: "restore",
    dBSnapshotIdentifier: "pay",
    valuesToAdd,
  });

fires(copyShared, [
  ["a volume's snapshot", snapshot(to({ userId: "193672423079" })), "critical", "on snap-1; shared with 193672423079"],
  [
    "with everybody, though ec2 is declared",
    snapshot(to({ group: "all" })),
    "critical",
    "shared with all",
    registeredFor("ec2"),
  ],
  ["refused", snapshot(to({ userId: "193672423079" }), { errorCode: "Client.UnauthorizedOperation" }), "high", "tried"],
  [
    "an image",
    callRecord("ec2", "ModifyImageAttribute", { imageId: "ami-1", launchPermission: to({ userId: "193672423079" }) }),
    "critical",
    "on ami-1",
  ],
  ["a database's snapshot", database("193672423079"), "critical", "on pay"],
  ["refused: RDS leaves the parameters out", refused(database()), "medium", "not told"],
  [
    "an export",
    callRecord("rds", "StartExportTask", { exportTaskIdentifier: "x", s3BucketName: "b" }),
    "high",
    "StartExportTask",
  ],
  ["a machine's export", callRecord("ec2", "CreateInstanceExportTask", { instanceId: "i-1" }), "high", "on i-1"],
  ["a snapshot is made", callRecord("ec2", "CreateSnapshot", { volumeId: "vol-1" }), "medium", "on vol-1"],
  ["an export, declared", callRecord("rds", "StartExportTask", {}), "low", "StartExportTask", registeredFor("rds")],
]);

quiet(copyShared, [
  ["a permission is taken away", snapshot({ remove: { items: [{ userId: "123456789012" }] } })],
  ["with its own account", snapshot(to({ userId: "111122223333" }))],
  [
    "an image's description",
    callRecord("ec2", "ModifyImageAttribute", { imageId: "ami-1", description: { value: "x" } }),
  ],
  ["snapshots are listed", callRecord("ec2", "DescribeSnapshots", {})],
]);
