/** One call of the window, for the incident document. Names, addresses and ARNs are hostile text. */
export interface EvidenceCall {
  at: string;
  eventId: string;
  eventName: string;
  eventSource: string;
  region: string;
  /** ARN of the session or user that called, else its unique id or type. */
  by?: string;
  accessKeyId: string | undefined;
  sourceIp: string | undefined;
  errorCode: string | undefined;
  /** ARNs that it names. */
  touched: readonly string[];
  /** What stays of it when the role is denied. */
  made?: readonly { type: string; id: string }[];
}
