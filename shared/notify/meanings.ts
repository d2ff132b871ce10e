import type { NoticeType } from "../model/notice.ts";

/** What each notice says, in one sentence: for the generated page. */
export const noticeMeanings: Readonly<Record<NoticeType, string>> = {
  mismatch: "A resource was created under another name than its proven owner's; the owner's tags were written.",
  unowned: "Nobody is proven to own a new resource: what it is, since when, what will be done and when.",
  "unowned-reminder": "Still nobody, in the same thread, after `unowned.remindAfter`.",
  "unowned-acted": "It was stopped or deleted, or that failed; with Undo where AWS can.",
  "unowned-waits": "It is time, but an approver has to say so, or `limits.destructivePerHour` is reached.",
  "owner-wanted": "One person is asked whether a resource is theirs, or an approver whether it is somebody's.",
  answered: "What became of an answer, to the others whom it concerns.",
  "guarded-tag-changed":
    "Somebody changed a guarded tag, and it was put back; from the second time with what was done meanwhile.",
  "provisioner-fight": "A provisioner and Sagewarden set the same tags: with the lines that end it.",
  "tagging-failed": "A resource could not be tagged, and why.",
  "claim-unproven": "An exemption by tag that no approver wrote, or that cannot be read.",
  "profile-url":
    "Somebody asked for the address of another person's Studio profile, and was given it or refused. Refused ones once a day.",
  "probe-crossed-border":
    "An attempt of one team on another's succeeded: the border is open. In every mode, to both teams and the operators.",
  "probe-blind": "Some of a run's attempts proved nothing: what the probe could not do, and why. Once a day.",
  unaccounted: "Creations without an outcome although their time is over.",
  "dead-rules": "An EventBridge rule is missing, disabled, changed or silent.",
  paused: "Somebody paused Sagewarden: who, why, until when, and whether containment waits too.",
  resumed: "A pause is over: what was held back is done now.",
  "vendor-signal":
    "A vendor's session did what its contract does not say: what, how grave, and the role's score. Once a day for each signal and role.",
  "vendor-would-contain":
    "A signal reached the contract's `contain.at` while the mode is not enforce: what would be done, rung by rung.",
  "vendor-contained":
    "A vendor's role is cut off, and that was proven: what was done, what its sessions took and made, how to restore it.",
  "vendor-containment-waits":
    "A containment, or its next rung, waits for a person: the contract asks for approvers, or a brake stopped it.",
  "vendor-containment-failed":
    "A containment could not be proven to hold: what is done, what is not, what to do by hand.",
  "vendor-containment-disturbed":
    "Somebody undid a part of a containment, or something of the role still succeeded: it was applied again.",
  "vendor-contain-refused": "A role was to be contained that is not ours to touch: why, and what a person can do.",
  "vendor-restored": "A role is as it was before; what was held back, and that sessions from before stay dead.",
  "vendor-restore-refused":
    "A role was not restored: another role has its name, it was changed meanwhile, or the snapshot is not the one taken.",
  "vendor-findings":
    "The audit found something new about a vendor's role, of medium or above, with how to mend it. Of roles that no contract names: to the operators.",
  digest: "Several notices in one: more than three within ten minutes, or a team's week (`notices.digest`).",
};
