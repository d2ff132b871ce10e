import * as z from "zod/mini";

/**
 * Block Kit as Slack checks it, for the surfaces and elements that this stand-in draws. Limits: docs.slack.dev/reference/block-kit.
 * Anything else that Slack has (rich_text, video, …) is refused here: nobody could see it on the page.
 */
const plain = (most: number) =>
  z.strictObject({
    type: z.literal("plain_text"),
    text: z.string().check(z.minLength(1), z.maxLength(most)),
    emoji: z.optional(z.boolean()),
  });

const mrkdwn = (most: number) =>
  z.strictObject({
    type: z.literal("mrkdwn"),
    text: z.string().check(z.minLength(1), z.maxLength(most)),
    verbatim: z.optional(z.boolean()),
  });

const either = (most: number) => z.discriminatedUnion("type", [plain(most), mrkdwn(most)]);

const id = z.optional(z.string().check(z.minLength(1), z.maxLength(255)));
const style = z.optional(z.enum(["primary", "danger"]));

const confirm = z.optional(
  z.strictObject({ title: plain(100), text: either(300), confirm: plain(30), deny: plain(30), style }),
);
const focus = z.optional(z.boolean());
const placeholder = z.optional(plain(150));
const date = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

const option = z.strictObject({
  text: either(75),
  value: z.string().check(z.minLength(1), z.maxLength(150)),
  description: z.optional(either(75)),
});
/** What an answer to `block_suggestion` may hold. */
export const suggestions = z.object({ options: z.array(option).check(z.maxLength(100)) });
export type Option = z.infer<typeof option>;

const button = z.strictObject({
  type: z.literal("button"),
  action_id: id,
  text: plain(75),
  value: z.optional(z.string().check(z.maxLength(2000))),
  url: z.optional(z.string().check(z.maxLength(3000))),
  style,
  confirm,
  accessibility_label: z.optional(z.string().check(z.maxLength(75))),
});
const overflow = z.strictObject({
  type: z.literal("overflow"),
  action_id: id,
  options: z.array(option).check(z.minLength(1), z.maxLength(5)),
  confirm,
});
const externalSelect = z.strictObject({
  type: z.literal("external_select"),
  action_id: id,
  placeholder,
  initial_option: z.optional(option),
  min_query_length: z.optional(z.int().check(z.nonnegative())),
  confirm,
  focus_on_load: focus,
});
const staticSelect = z.strictObject({
  type: z.literal("static_select"),
  action_id: id,
  placeholder,
  options: z.array(option).check(z.minLength(1), z.maxLength(100)),
  initial_option: z.optional(option),
  confirm,
  focus_on_load: focus,
});
const datepicker = z.strictObject({
  type: z.literal("datepicker"),
  action_id: id,
  placeholder,
  initial_date: z.optional(date),
  confirm,
  focus_on_load: focus,
});
const textInput = z.strictObject({
  type: z.literal("plain_text_input"),
  action_id: id,
  placeholder,
  initial_value: z.optional(z.string()),
  multiline: z.optional(z.boolean()),
  min_length: z.optional(z.int().check(z.minimum(0), z.maximum(3000))),
  max_length: z.optional(z.int().check(z.minimum(1), z.maximum(3000))),
  focus_on_load: focus,
});
const image = z.strictObject({
  type: z.literal("image"),
  image_url: z.string().check(z.maxLength(3000)),
  alt_text: z.string().check(z.maxLength(2000)),
});

const interactive = [button, overflow, externalSelect, staticSelect, datepicker] as const;

const section = z
  .strictObject({
    type: z.literal("section"),
    block_id: id,
    text: z.optional(either(3000)),
    fields: z.optional(z.array(either(2000)).check(z.minLength(1), z.maxLength(10))),
    accessory: z.optional(z.discriminatedUnion("type", [...interactive, image])),
    expand: z.optional(z.boolean()),
  })
  .check(z.refine(({ text, fields }) => text !== undefined || fields !== undefined, "missing required field: text"));

const block = z.discriminatedUnion("type", [
  section,
  z.strictObject({ type: z.literal("header"), block_id: id, text: plain(150) }),
  z.strictObject({ type: z.literal("divider"), block_id: id }),
  z.strictObject({
    type: z.literal("context"),
    block_id: id,
    elements: z
      .array(z.discriminatedUnion("type", [plain(3000), mrkdwn(3000), image]))
      .check(z.minLength(1), z.maxLength(10)),
  }),
  z.strictObject({
    type: z.literal("actions"),
    block_id: id,
    elements: z.array(z.discriminatedUnion("type", [...interactive])).check(z.minLength(1), z.maxLength(25)),
  }),
  z.strictObject({
    type: z.literal("input"),
    block_id: id,
    label: plain(2000),
    element: z.discriminatedUnion("type", [textInput, datepicker, externalSelect, staticSelect]),
    hint: z.optional(plain(2000)),
    optional: z.optional(z.boolean()),
    dispatch_action: z.optional(z.boolean()),
  }),
]);

const blocks = z.array(block).check(z.maxLength(50));

/** A block as it stands in a message: with the ids that Slack gives where the app gave none. */
export type Block = z.infer<typeof block> & { block_id: string };
export type Element = z.infer<(typeof interactive)[number]> | z.infer<typeof textInput>;

/** The blocks, or why Slack would refuse them, with the place. */
export const checkBlocks = (given: unknown): { blocks: readonly Block[] } | { errors: readonly string[] } => {
  const parsed = blocks.safeParse(given);
  if (!parsed.success) {
    return { errors: parsed.error.issues.map(({ message, path }) => `${message} [json-pointer:${pointer(path)}]`) };
  }
  const named = withIds(parsed.data);
  const twice = named.find(({ block_id }, index) => named.findIndex((other) => other.block_id === block_id) < index);
  if (twice) return { errors: [`block_id already exists: ${twice.block_id}`] };
  const doubled = named.find(
    (one) => new Set(elementsOf(one).map((element) => element.action_id)).size < elementsOf(one).length,
  );
  if (doubled) return { errors: [`action_id already exists in block ${doubled.block_id}`] };
  return { blocks: named };
};

const pointer = (path: readonly PropertyKey[]): string => ["/blocks", ...path.map(String)].join("/");

/** What one can press or fill in a block. */
export const elementsOf = (one: z.infer<typeof block>): readonly Element[] => {
  if (one.type === "actions") return one.elements;
  if (one.type === "input") return [one.element];
  return one.type === "section" && one.accessory && one.accessory.type !== "image" ? [one.accessory] : [];
};

/** Slack makes up what the app left out: ids that nothing else has, whatever the app took over from an earlier message. */
const withIds = (all: z.infer<typeof blocks>): Block[] => {
  const taken = new Set(all.map(({ block_id }) => block_id));
  const free = Array.from({ length: all.length * 2 }, (_, index) => `b${index}`).filter((name) => !taken.has(name));
  return all.map((one, index) => {
    elementsOf(one).forEach((element, place) => {
      element.action_id ??= `a${index}.${place}`;
    });
    return { ...one, block_id: one.block_id ?? free.shift() ?? "" };
  });
};
