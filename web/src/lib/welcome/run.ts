/** The steps of a first try, in the order in which they are told. */
export const STEPS = ["send", "ack", "fill", "board", "copy"] as const;
export type Step = (typeof STEPS)[number];

/** One try: which task it is about, and what has come to pass of it. Kept on the device. */
export interface Run {
  /** What was issued before is of an earlier try. Epoch milliseconds, as all instants here. */
  startedAt: number;
  item: string | null;
  label: string;
  /** The place of the phone's holder among those asked. */
  node: string | null;
  nodeName: string;
  /** When each step came to pass. */
  ticked: Partial<Record<Step, number>>;
}
