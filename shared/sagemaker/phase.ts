/** What a status means to whoever wants to stop or delete: the kinds have thirty words for four things. */
export type Phase = "running" | "stopping" | "at-rest" | "deleting";

const phases: readonly (readonly [RegExp, Phase])[] = [
  [/^delet(ing|ed)$/, "deleting"],
  [/^stopping$/, "stopping"],
  [/^(stopped|completed|failed|cancelled|createfailed|deletefailed)$/, "at-rest"],
];

/** Of a kind that tells no status, and for a word that is new: it runs, as far as we know. */
export const phaseOf = (status: string | undefined): Phase =>
  phases.find(([form]) => form.test((status ?? "").toLowerCase()))?.[1] ?? "running";
