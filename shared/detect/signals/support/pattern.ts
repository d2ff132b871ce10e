/** Whether a name is as a contract's pattern says. The settings have refused patterns that could take long. */
export const isLike = (pattern: string, name: string): boolean => new RegExp(pattern, "u").test(name.slice(0, 256));
