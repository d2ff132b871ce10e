import { BadInput } from "../model/errors.ts";
import { secondsOf } from "../model/time.ts";
import { quoted } from "../settings/words.ts";

const form = /^P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/;

/** How long a session lasts, in seconds: `PT1H` or `3600`. Throws BadInput. */
export const readDuration = (text: string, place: string): number => {
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : form.test(text) ? secondsOf(text) : 0;
  if (seconds >= 900 && seconds <= 43_200) return seconds;
  throw new BadInput(
    `${place}: ${quoted(text)}; allowed: seconds, or an ISO 8601 duration such as PT1H; PT15M to PT12H`,
  );
};
