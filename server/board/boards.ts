import type { Logger } from "pino";
import { type BoardOffer, CLOSE, MAX_FRAME } from "#contract/board-documents";
import { displayName } from "#domain/org/short-name";
import type { Kernel } from "#kernel/kernel";
import type { Viewer } from "#views/viewer";
import type { Carrier } from "../identity/authenticate.ts";
import { crowded, type HeldRefusals } from "../identity/held-refusals.ts";
import type { Identity } from "../identity/identity.ts";
import { type Admission, admit } from "./admission.ts";
import { Connection } from "./connection.ts";
import { offer } from "./offer.ts";
import { OpenBoards } from "./open-boards.ts";
import type { PresentUser } from "./presence.ts";
import { Tickets } from "./tickets.ts";
import { rightsOf } from "./who-may.ts";
import { KEEP_ALIVE, readFrame } from "./wire.ts";

export interface BoardParts {
  kernel: Kernel;
  identity: Pick<Identity, "authenticate" | "isTrustedOrigin">;
  refusals: HeldRefusals;
  log: Logger;
  /** Told of every fault of ours. */
  onFault: (error: unknown) => void;
}

/** The Yjs edge, as the one server drives it. */
export interface Boards {
  readonly path: string;
  upgrade(request: Request, server: Bun.Server<unknown>): Promise<Response | undefined>;
  owns(ws: YjsSocket): boolean;
  open(ws: YjsSocket): void;
  message(ws: YjsSocket, frame: string | Buffer): void;
  drain(ws: YjsSocket): void;
  close(ws: YjsSocket, code: number, reason: string): void;
  /** Ends all connections; the clients come back by themselves. */
  stop(): void;
  /** Puts the boards away; resolves when all notes are in the database. */
  settle(): Promise<void>;
  /** Cuts the connections of sessions that have ended, by the ids identity answers. */
  closeSessions(ids: readonly string[]): void;
  /** What a person may open of an item's board; null when there is no such item. */
  offer(viewer: Viewer, item: string, request: Carrier): Promise<BoardOffer | null>;
}
type YjsSocket = Bun.ServerWebSocket<unknown>;

/** Rights and shifts end without a word; they are looked at this often. Ms. */
const REVIEW = 1_000;
/** Sessions run out likewise; those that are ended say so. */
const REVIEW_SESSION = 30_000;
const STAY_AWAKE = 20_000;

interface Guest {
  kind: "yjs";
  admission: Admission;
  /** Who is refused, where it is. */
  source: string;
  connection: Connection | null;
  /** Assignments when the rights were last judged. */
  rights: string;
}

/** Shared boards and notes over the protocol of y-websocket (SPEC §1.13, DESIGN §6). */
export function createBoards(parts: BoardParts): Boards {
  const { kernel, identity, refusals, log, onFault } = parts;
  const guests = new Set<Guest>();
  const tickets = new Tickets();
  const boards = new OpenBoards({
    kernel,
    onFault,
    userOf: (connection) => userOf(kernel, connection),
  });
  const judging = { kernel, identity, boards, tickets };

  kernel.onCommit((effects) => {
    try {
      boards.take(effects);
      if (effects.orgChanged) review(true);
    } catch (error) {
      onFault(error);
    }
  });
  const timers = [
    setInterval(() => {
      try {
        review(false);
        boards.tidy();
      } catch (error) {
        onFault(error);
      }
    }, REVIEW),
    setInterval(() => void reviewSessions().catch(onFault), REVIEW_SESSION),
    setInterval(() => {
      for (const { connection } of guests) connection?.send(KEEP_ALIVE);
    }, STAY_AWAKE),
  ];

  /** Closes those whose rights no longer do. @param all also where one's assignments are the same */
  function review(all: boolean): void {
    for (const guest of guests) {
      const { admission, connection } = guest;
      if (!admission.ok || !connection) continue;
      const rights = rightsOf(admission.who.person, kernel.org(), kernel.now());
      if (!all && rights === guest.rights) continue;
      guest.rights = rights;
      if (!admission.mayStay()) connection.close(CLOSE.changed, "rights changed");
    }
  }

  async function reviewSession(connection: Connection): Promise<void> {
    const known = await identity.authenticate(connection.who.carrier);
    if (!known) connection.close(CLOSE.changed, "session ended");
  }

  async function reviewSessions(): Promise<void> {
    for (const { connection } of [...guests]) if (connection) await reviewSession(connection);
  }

  return {
    path: "/yjs/",
    async upgrade(request, server) {
      const admission = await admit(judging, request).catch((error): Admission => {
        onFault(error);
        return { ok: false, code: CLOSE.changed, reason: "fault", session: null };
      });
      const address = server.requestIP(request)?.address ?? "unknown";
      const source = admission.ok ? "" : (admission.session ?? address);
      if (!admission.ok && !refusals.hasRoom(source)) return crowded();
      const data: Guest = { kind: "yjs", admission, source, connection: null, rights: "" };
      if (server.upgrade(request, { data })) return undefined;
      return new Response("this address speaks websocket", { status: 426 });
    },
    owns: ({ data }) => guestOf(data) !== null,
    open(ws) {
      const guest = guestOf(ws.data)!;
      const { admission } = guest;
      if (!admission.ok) {
        const refuse = () => ws.close(admission.code, admission.reason);
        // Clients that take 44xx for a bad line come again at once.
        if (!refusals.hold(guest.source, refuse)) refuse();
        return;
      }
      const { who, document } = admission;
      guest.rights = rightsOf(who.person, kernel.org(), kernel.now());
      guest.connection = new Connection(
        {
          send: (frame) => ws.send(frame),
          close: (code, reason) => ws.close(code, reason),
        },
        who,
        log,
      );
      guests.add(guest);
      // Rights, the board or the session may have ended while the handshake was on its way.
      if (document.isGone || !admission.mayStay()) {
        guest.connection.close(CLOSE.changed, "changed meanwhile");
      } else document.join(guest.connection);
      reviewSession(guest.connection).catch(onFault);
    },
    message(ws, data) {
      const { admission, connection } = guestOf(ws.data)!;
      if (!admission.ok || !connection || connection.closed) return;
      if (!connection.admits()) return connection.strike("too many frames");
      if (typeof data === "string") return connection.strike("text");
      if (data.length > MAX_FRAME) return connection.strike("frame too large");
      const frame = readFrame(data);
      if (!frame) return connection.strike("malformed frame");
      admission.document.receive(connection, frame);
    },
    drain() {},
    close(ws) {
      const guest = guestOf(ws.data)!;
      guests.delete(guest);
      const { admission, connection } = guest;
      if (admission.ok && connection) admission.document.leave(connection);
    },
    stop() {
      refusals.stop();
      for (const timer of timers) clearInterval(timer);
      for (const { connection } of guests) connection?.close(CLOSE.changed, "restart");
    },
    settle: () => boards.close(),
    closeSessions(ids) {
      const ended = new Set(ids);
      for (const { admission, connection } of guests) {
        if (admission.ok && ended.has(admission.who.session)) {
          connection?.close(CLOSE.changed, "session ended");
        }
      }
    },
    offer: (viewer, item, request) => offer(judging, viewer, item, request),
  };
}

function guestOf(data: unknown): Guest | null {
  const is = typeof data === "object" && data !== null && "kind" in data && data.kind === "yjs";
  return is ? (data as Guest) : null;
}

/** Place and post under which somebody is there. */
function userOf(kernel: Kernel, { who }: Connection): PresentUser {
  const org = kernel.org();
  const { post, node } = who.assignment;
  const place = org.tree.get(node);
  return { post: org.post(post)?.zh ?? post, place: place ? displayName(place) : node };
}
