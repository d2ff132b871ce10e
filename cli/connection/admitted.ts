import { type Admitted, admit } from "#shared/connections/admit.ts";
import { wantedBy } from "#shared/connections/wanted.ts";
import { type Lender, lenderOf } from "../assume/lender.ts";
import { withSecondFactor } from "../assume/second-factor.ts";
import { asDenied, Denied } from "./denied.ts";
import type { Ground } from "./ground.ts";

/** The connection for whoever asks. Throws Denied. */
export const admittedFor = (name: string, { settings, person, today }: Ground): Admitted => {
  const admission = admit(name, person, settings, today);
  if (!admission.isAdmitted) throw new Denied(admission);
  return admission;
};

/** A lender of the connection's role, capped to it; undefined: nothing is taken. Its refusals name no ARN. */
export const lenderFor = (
  admitted: Admitted,
  { settings, person = "", originals, mfa }: Ground,
): Lender | undefined => {
  const wanted = wantedBy(admitted, person, settings);
  if (wanted === undefined) return undefined;
  const lender = lenderOf([wanted], originals, { source: mfa && withSecondFactor(mfa, admitted.seconds, originals) });
  const lend: Lender["lend"] = async () => {
    try {
      return await lender.lend();
    } catch (error) {
      throw asDenied(error);
    }
  };
  return { ...lender, lend };
};

/** Said on stderr whenever it is so: whoever set the connection up may have expected a cap. */
export const uncapped = (name: string): string =>
  `${name} takes your own credentials as they are: nothing caps them to its target`;
