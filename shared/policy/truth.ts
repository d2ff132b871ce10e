/** `maybe`: AWS's answer is not known. */
export type Truth = "yes" | "no" | "maybe";

export const truthOf = (is: boolean | undefined): Truth => (is === undefined ? "maybe" : is ? "yes" : "no");

export const not = (truth: Truth): Truth => (truth === "maybe" ? "maybe" : truth === "yes" ? "no" : "yes");

/** All of them. */
export const both = (...truths: readonly Truth[]): Truth =>
  truths.includes("no") ? "no" : truths.includes("maybe") ? "maybe" : "yes";

/** One of them. */
export const either = (...truths: readonly Truth[]): Truth =>
  truths.includes("yes") ? "yes" : truths.includes("maybe") ? "maybe" : "no";

/** Two readings of the same rule: known only where they agree. */
export const agreed = (one: Truth, other: Truth): Truth => (one === other ? one : "maybe");
