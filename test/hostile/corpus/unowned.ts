import { account, settings, withSettings } from "../../fixtures.ts";
import { creation, type Loose, nobody, withDetail } from "../perfect.ts";
import type { Case } from "./case.ts";

export const foreign = "999988887777";
export const people = withSettings({
  people: {
    ...settings.people,
    bob: { ...settings.people.bob, team: "TeamB", identityStoreUserId: "store-id-of-bob", samlSubject: "bob@idp" },
  },
});

/** A creation by `nobody`, whose session nobody knows, with its identity changed. */
export const by = (userIdentity: object, tags: Record<string, string> = {}): Loose => {
  const event = creation(tags, nobody);
  return withDetail(event, { userIdentity: { ...event.detail.userIdentity, ...userIdentity } });
};
export const only = (userIdentity: unknown, tags: Record<string, string> = {}): Loose =>
  withDetail(creation(tags, nobody), { userIdentity });

export const byRole = (arn: string, name = "bob", tags: Record<string, string> = {}): Loose => {
  const { sessionContext } = creation({}, nobody).detail.userIdentity;
  const sessionIssuer = { ...sessionContext.sessionIssuer, arn };
  return by({ principalId: `AROAUNTRACEABLE:${name}`, sessionContext: { ...sessionContext, sessionIssuer } }, tags);
};
export const role = (path: string, of = account): string => `arn:aws:iam::${of}:role/${path}`;

export const unowned = (name: string, event: Loose, more: Partial<Case> = {}): Case => ({
  name,
  events: [event],
  settings: people,
  outcomes: ["unowned"],
  notices: ["unowned"],
  ...more,
});
