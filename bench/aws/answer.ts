/** One operation: the request's members in, the answer's out. An answer that is text is sent as it is. */
export type Answer = (input: never) => object | string | Promise<object | string>;

/** The service says no. */
export class Refused extends Error {
  readonly members: object;

  constructor(code: string, members: object = {}) {
    super(code);
    this.name = code;
    this.members = members;
  }
}
