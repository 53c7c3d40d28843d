import type { Logger } from "pino";
import type { BoardOffer } from "#contract/board-documents";
import type { AttachmentView } from "#contract/nouns";
import type { Kernel } from "#kernel/kernel";
import type { Viewer } from "#views/viewer";
import type { Identity } from "../identity/identity.ts";
import type { Offered } from "./site.ts";

/** What the HTTP edge stands on. */
export interface Edge {
  kernel: Kernel;
  identity: Identity;
  log: Logger;
  /** Null under the system clock: the test call does not exist then. */
  clock: { now(): number; moveTo(to: number): Promise<number> } | null;
  /** What a person may open of an item's board; null when there is none. */
  boards: { offer(viewer: Viewer, item: string, request: Request): Promise<BoardOffer | null> };
  /** Takes in a photo, a recording or a file. */
  attachments: {
    take(upload: {
      person: string;
      cid: string;
      name: string;
      announced: number | null;
      read(limit: number): Promise<Uint8Array>;
    }): Promise<AttachmentView>;
  };
  /** Addresses by which phones on this network reach the server; none where they cannot. */
  lan: () => string[];
  /** People of a demo whom the sign-in page offers; empty elsewhere. */
  cast: readonly Offered[];
  /** Null in a county that is no demo: the calls of a demo do not exist then. */
  demo: {
    /** Other grids answer a visitor's item. @throws Refusal `conflict` while they already do */
    answerFor(viewer: Viewer, item: string): Promise<{ places: number; seconds: number }>;
  } | null;
}
