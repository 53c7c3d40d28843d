import { store } from "./store.svelte.ts";

interface Read {
  channel: string;
  seq: number;
}

/** What is read in one tab is read in all of this browser. */
const news = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("lingda.read");

export function tellOtherTabs(read: Read): void {
  news?.postMessage(read);
}

/** @returns stops it */
export function hearOtherTabs(): () => void {
  const hear = ({ data }: MessageEvent<Read>) => store.change({ type: "read", ...data });
  news?.addEventListener("message", hear);
  return () => news?.removeEventListener("message", hear);
}
