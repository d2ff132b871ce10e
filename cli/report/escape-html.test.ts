import { expect, test } from "@jest/globals";
import { escapeHtml } from "./escape-html.ts";

test("each sign that could end a text or an attribute, and no other", () => {
  expect(escapeHtml(`a<b>&"c'é`)).toBe("a&lt;b&gt;&amp;&quot;c&#39;é");
});

test("what is escaped already is escaped again: it is text", () => {
  expect(escapeHtml("&lt;")).toBe("&amp;lt;");
});
