import { readFile } from "node:fs/promises";
import type * as z from "zod/mini";
import { BadInput } from "#shared/model/errors.ts";
import { readDocument } from "#shared/settings/document.ts";
import { describeIssues } from "#shared/settings/issues.ts";
import { pathText } from "#shared/settings/words.ts";

/** A JSON file of one form; undefined: it is not there. Throws BadInput, which names each place. */
export const readForm = async <Form extends z.ZodMiniType>(
  file: string,
  form: Form,
): Promise<z.infer<Form> | undefined> => {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new BadInput(`${file}: it cannot be read (${error.code})`, { cause: error });
  });
  if (text === undefined) return undefined;
  const document = readDocument(text);
  if (!("locate" in document)) {
    throw new BadInput(
      document.map(({ position: { line, column }, message }) => `${file}:${line}:${column}: ${message}`).join("\n"),
    );
  }
  const result = form.safeParse(document.value);
  if (result.success) return result.data;
  const lines = describeIssues(result.error.issues, form, document.value).map(({ path, at, message }) => {
    const { line, column } = document.locate(path, at);
    return `${file}:${line}:${column}: ${pathText(path)}: ${message}`;
  });
  throw new BadInput(lines.join("\n"));
};
