import type { Finding, Severity } from "../../model/finding.ts";

interface Drift {
  severity: Severity;
  remediation: string;
}

/** Every way in which the account may have left the directory. Ids never change their meaning. */
export const drifts = {
  "profile-missing": {
    severity: "low",
    remediation: "sagewarden profile create PERSON --domain ID, if the person uses Studio",
  },
  "profile-of-nobody": {
    severity: "medium",
    remediation: "add the person to the directory, or delete the profile: its name is the source identity of its work",
  },
  "profile-of-leaver": { severity: "high", remediation: "delete the profile, after its apps and spaces" },
  "profile-of-no-project": {
    severity: "medium",
    remediation: "put the person into a project of access.projects, or delete the profile: it has no role of its own",
  },
  "profile-tag-missing": { severity: "medium", remediation: "sagewarden profile update PERSON --domain ID" },
  "profile-tag-wrong": {
    severity: "high",
    remediation: "sagewarden profile update PERSON --domain ID; see in the trail who could open it meanwhile",
  },
  "profile-tag-lookalike": {
    severity: "high",
    remediation: "sagewarden profile update PERSON --domain ID takes the other spelling away",
  },
  "profile-role-wrong": { severity: "high", remediation: "sagewarden profile update PERSON --domain ID" },
  "role-missing": { severity: "medium", remediation: "npm run deploy: the stack makes the team's roles" },
  "role-of-no-team": {
    severity: "medium",
    remediation: "add the team or its project to the settings, or delete the role",
  },
  "role-tag-missing": { severity: "high", remediation: "npm run deploy: without the tag its sessions are nobody's" },
  "role-tag-wrong": {
    severity: "critical",
    remediation: "npm run deploy; see in the trail who tagged the role, and what its sessions did",
  },
  "role-boundary-missing": { severity: "high", remediation: "npm run deploy: it puts the permissions boundary back" },
  "user-missing": { severity: "low", remediation: "make the IAM user, or take iamUser out of the directory" },
  "user-of-leaver": { severity: "high", remediation: "delete the IAM user, its access keys first" },
  "user-tag-wrong": { severity: "high", remediation: "take the tag off the user, or give it the directory's value" },
  "user-of-nobody-tagged": {
    severity: "high",
    remediation: "take the tags off the user: they decide what it may open; or add the person to the directory",
  },
  "identity-missing": { severity: "medium", remediation: "mend identityStoreUserId in the directory" },
  "identity-of-leaver": { severity: "high", remediation: "disable or delete the user in Identity Center" },
  "identity-email-differs": {
    severity: "medium",
    remediation: "make sure that the id is still this person's, and mend the directory or Identity Center",
  },
} satisfies Record<string, Drift>;

export type DriftId = keyof typeof drifts;

export const driftAt = (rule: DriftId, subject: string, detail: string): Finding => ({
  rule,
  subject,
  detail,
  ...(drifts[rule] satisfies Drift),
});
