import { accountNotInContract } from "./account-not-in-contract.ts";
import { accountSweep } from "./account-sweep.ts";
import { actAfterContainment } from "./act-after-containment.ts";
import { actionFirstSeen } from "./action-first-seen.ts";
import { addressFirstSeen } from "./address-first-seen.ts";
import { addressOutsideContract } from "./address-outside-contract.ts";
import { agentFirstSeen } from "./agent-first-seen.ts";
import { bucketOutsideContract } from "./bucket-outside-contract.ts";
import { bucketSweep } from "./bucket-sweep.ts";
import { callerFirstSeen } from "./caller-first-seen.ts";
import { callerIdentityAsked } from "./caller-identity-asked.ts";
import { codeExecution } from "./code-execution.ts";
import { consoleUse } from "./console-use.ts";
import { containmentUndone } from "./containment-undone.ts";
import { contractExpired } from "./contract-expired.ts";
import { copyShared } from "./copy-shared.ts";
import { credentialCreated } from "./credential-created.ts";
import { credentialFileRead } from "./credential-file-read.ts";
import { dataSentOutside } from "./data-sent-outside.ts";
import { deletionBurst } from "./deletion-burst.ts";
import { denialBurst } from "./denial-burst.ts";
import { deniedAfterContainment } from "./denied-after-containment.ts";
import { destruction } from "./destruction.ts";
import { dormantRoleWakes } from "./dormant-role-wakes.ts";
import { externalIdMissing } from "./external-id-missing.ts";
import { federationMade } from "./federation-made.ts";
import { foreignTrustWritten } from "./foreign-trust-written.ts";
import { hourFirstSeen } from "./hour-first-seen.ts";
import { instanceSecretsRead } from "./instance-secrets-read.ts";
import { kmsKeyChanged } from "./kms-key-changed.ts";
import { loggingDisabled } from "./logging-disabled.ts";
import { madePrincipalActs } from "./made-principal-acts.ts";
import { networkOpened } from "./network-opened.ts";
import { notebookTakeover } from "./notebook-takeover.ts";
import { organizationExit } from "./organization-exit.ts";
import { outsideHours } from "./outside-hours.ts";
import { permissionRaised } from "./permission-raised.ts";
import { principalProbing } from "./principal-probing.ts";
import { ransomEncryption } from "./ransom-encryption.ts";
import { regionFirstSeen } from "./region-first-seen.ts";
import { regionOutsideContract } from "./region-outside-contract.ts";
import { requestHidden } from "./request-hidden.ts";
import { resourceHijack } from "./resource-hijack.ts";
import { resourceOpened } from "./resource-opened.ts";
import { roleChained } from "./role-chained.ts";
import { roleChanged } from "./role-changed.ts";
import { rolePassed } from "./role-passed.ts";
import { secretRead } from "./secret-read.ts";
import { serviceOutsideContract } from "./service-outside-contract.ts";
import { sessionKeyShared } from "./session-key-shared.ts";
import { sessionNameOffPattern } from "./session-name-off-pattern.ts";
import { sessionNobodyRegistered } from "./session-nobody-registered.ts";
import { sessionTagsOffContract } from "./session-tags-off-contract.ts";
import { sessionTooLong } from "./session-too-long.ts";
import type { Signal } from "./signal.ts";
import { sourceIdentityOffPattern } from "./source-identity-off-pattern.ts";
import { takenByTwoKinds } from "./taken-by-two-kinds.ts";
import { takenMoreOften } from "./taken-more-often.ts";
import { tokenMinted } from "./token-minted.ts";
import { toolAgent } from "./tool-agent.ts";
import { volumeSpike } from "./volume-spike.ts";

/** Who took the role, and how. */
const taken: readonly Signal[] = [
  accountNotInContract,
  sessionNobodyRegistered,
  externalIdMissing,
  contractExpired,
  sessionTooLong,
  sessionNameOffPattern,
  sourceIdentityOffPattern,
  sessionTagsOffContract,
  callerFirstSeen,
  takenByTwoKinds,
  takenMoreOften,
  dormantRoleWakes,
];

/** From where, when and with what it is used, against the contract and its habits. */
const used: readonly Signal[] = [
  addressOutsideContract,
  addressFirstSeen,
  sessionKeyShared,
  toolAgent,
  agentFirstSeen,
  consoleUse,
  outsideHours,
  hourFirstSeen,
  regionOutsideContract,
  regionFirstSeen,
  serviceOutsideContract,
  actionFirstSeen,
  roleChained,
  callerIdentityAsked,
  madePrincipalActs,
];

/** What one vendor's session does, by what it leads to. */
const acts: readonly Signal[] = [
  credentialCreated,
  permissionRaised,
  foreignTrustWritten,
  federationMade,
  tokenMinted,
  codeExecution,
  rolePassed,
  notebookTakeover,
  bucketOutsideContract,
  dataSentOutside,
  resourceOpened,
  copyShared,
  credentialFileRead,
  secretRead,
  instanceSecretsRead,
  destruction,
  deletionBurst,
  ransomEncryption,
  kmsKeyChanged,
  loggingDisabled,
  organizationExit,
  networkOpened,
  resourceHijack,
  accountSweep,
  bucketSweep,
  denialBurst,
  principalProbing,
  volumeSpike,
  requestHidden,
];

/** What becomes of the role itself, and of its containment. */
const role: readonly Signal[] = [roleChanged, containmentUndone, actAfterContainment, deniedAfterContainment];

/** Every signal, in the order in which one act's are told. */
export const signals: readonly Signal[] = [...taken, ...used, ...acts, ...role];
