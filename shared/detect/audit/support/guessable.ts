/**
 * How hard a text is to guess for somebody who knows whom it is between, in bits. Random characters count as much as their
 * alphabet gives; a word, a year, a sequence or a name that stands in the trust policy anyway count little or nothing.
 */
export const bitsOf = (text: string, known: readonly string[]): number => {
  const { rest, bits } = withoutKnown(text, known);
  const runs = rest.match(/[a-z]+|[A-Z][a-z]*|[A-Z]+|\d+|[^A-Za-z\d]+/g) ?? [];
  const form = { perCharacter: Math.log2(alphabet(rest)), isAmongWords: wordForm.test(rest) };
  return runs.reduce((sum, run) => sum + bitsOfRun(run, form), bits);
};

/** A name costs whoever guesses a choice among few. */
const bitsOfName = 2;
const bitsOfWord = 11;
const bitsOfYear = 6;

const common =
  /external|extern|secret|password|passwd|changeme|default|example|sample|account|vendor|customer|company|production|staging|sandbox|access|assume|shared|qwerty|letmein|welcome/gi;
const short = /^(prod|test|demo|role|user|admin|aws|key|token|uuid|ext|id|dev)$/i;

const withoutKnown = (text: string, known: readonly string[]): { rest: string; bits: number } => {
  let [rest, bits] = [text, 0];
  const drop = (pattern: string): void => {
    const at = rest.toLowerCase().indexOf(pattern);
    if (at < 0) return;
    rest = `${rest.slice(0, at)} ${rest.slice(at + pattern.length)}`;
    bits += bitsOfName;
  };
  for (const name of known.toSorted((one, other) => other.length - one.length))
    if (name.length >= 3) drop(name.toLowerCase());
  return { rest, bits };
};

/** Of the characters that occur, whole classes. */
const alphabet = (text: string): number => {
  const classes = [
    [/[a-f]/, 6],
    [/[g-z]/, 20],
    [/[A-F]/, 6],
    [/[G-Z]/, 20],
    [/\d/, 10],
  ] as const;
  return Math.max(
    2,
    classes.reduce((sum, [form, size]) => sum + (form.test(text) ? size : 0), 0),
  );
};

interface TextForm {
  /** bits */
  perCharacter: number;
  isAmongWords: boolean;
}

const bitsOfRun = (run: string, form: TextForm): number => {
  if (/^[^A-Za-z\d]+$/.test(run)) return 1;
  if (/^(19|20)\d\d$/.test(run)) return bitsOfYear;
  if (short.test(run)) return bitsOfName;
  const left = run.replaceAll(common, "");
  if (left.length < run.length) return bitsOfName + (left === "" ? 0 : bitsOfRun(left, form));
  if (isWord(run, form.isAmongWords)) return bitsOfWord * Math.ceil(run.length / 12);
  return distinctSteps(run) * form.perCharacter;
};

/**
 * Letters that can be spoken. Among random letters and digits a third of them are vowels (a quarter in a short word), and no three
 * consonants follow each other; in a text that has the form of words less is asked.
 */
const isWord = (run: string, isAmongWords: boolean): boolean => {
  const letters = run.toLowerCase();
  if (!/^[a-z]{4,}$/.test(letters)) return false;
  const isLenient = isAmongWords || letters.length < 6;
  if ((isLenient ? /[^aeiouy]{4}/ : /[^aeiouy]{3}/).test(letters)) return false;
  const vowels = letters.match(/[aeiouy]/g)?.length ?? 0;
  return vowels * (isLenient ? 4 : 3) >= letters.length && vowels * 3 <= letters.length * 2;
};

/** `acme-data-lake-01` */
const wordForm = /^[A-Za-z ]+([-_. ][A-Za-z ]+)*[-_. ]?\d{0,4}$/;

/** Characters that do not follow from the one before: of `aaaa`, `1234` and `dcba` only the first two. */
const distinctSteps = (run: string): number => {
  let [count, before] = [0, Number.NaN];
  for (let at = 0; at < run.length; at++) {
    const step = at === 0 ? Number.NaN : run.charCodeAt(at) - run.charCodeAt(at - 1);
    if (!(Math.abs(step) <= 1 && step === before)) count++;
    before = step;
  }
  return count;
};
