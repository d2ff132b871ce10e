/** For tests, where no PowerShell is: carries out the few forms of statement that we print, and throws at anything else. */
const decoded = String.raw`\[Text\.Encoding\]::UTF8\.GetString\(\[Convert\]::FromBase64String\('([A-Za-z0-9+/]*={0,2})'\)\)`;
const mark = "SagewardenEnv_([0-9a-f]{32})";
const quietly = "-ErrorAction SilentlyContinue";

const forms = {
  set: new RegExp(String.raw`\$env:([A-Z_]+) = ${decoded}`, "y"),
  unset: new RegExp(`Remove-Item -LiteralPath Env:([A-Z_]+) ${quietly}`, "y"),
  mark: new RegExp(String.raw`\$global:${mark} = \$true`, "y"),
  remove: new RegExp(
    String.raw`if \(Test-Path -LiteralPath Variable:${mark}\) \{ Remove-Item -LiteralPath \(${decoded}\) -Force ${quietly}; Remove-Item -LiteralPath Variable:SagewardenEnv_\1 ${quietly} \}`,
    "y",
  ),
} as const;

export interface FakePowerShell {
  env: Record<string, string>;
  marks: string[];
  removed: string[];
}

const textOf = (base64 = ""): string => Buffer.from(base64, "base64").toString();

const carryOut = (shell: FakePowerShell, form: keyof typeof forms, [, first = "", second]: RegExpExecArray): void => {
  if (form === "set") shell.env[first] = textOf(second);
  if (form === "unset") delete shell.env[first];
  if (form === "mark") shell.marks.push(first);
  if (form === "remove" && shell.marks.includes(first)) {
    shell.removed.push(textOf(second));
    shell.marks = shell.marks.filter((one) => one !== first);
  }
};

const next = (text: string, at: number): [keyof typeof forms, RegExpExecArray] => {
  for (const [form, pattern] of Object.entries(forms)) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) return [form as keyof typeof forms, found];
  }
  throw new Error(`not a statement of ours: ${text.slice(at, at + 60)}`);
};

/** Evaluates what was printed. An empty value stays one here; before version 7.5 PowerShell takes it for unset. */
export const evaluate = (shell: FakePowerShell, printed: string): void => {
  const text = /^\$null = "`"";\nif \(\$true\) \{ ([\x20-\x7e]*) \}$/.exec(printed)?.[1];
  if (text === undefined) throw new Error("not one block of ours");
  for (let at = 0; at < text.length; ) {
    const [form, found] = next(text, at);
    carryOut(shell, form, found);
    at += found[0].length;
    if (at < text.length && text.slice(at, at + 2) !== "; ")
      throw new Error(`not an end of a statement: ${text.slice(at)}`);
    at += 2;
  }
};
