import { CLOSE, type DocumentName, parseDocumentName } from "#contract/board-documents";
import type { Assignment } from "#domain/org/org";
import type { Kernel } from "#kernel/kernel";
import type { Authenticated, Carrier } from "../identity/authenticate.ts";
import type { Identity } from "../identity/identity.ts";
import type { Admitted } from "./connection.ts";
import type { OpenBoard, OpenBoards } from "./open-boards.ts";
import type { SharedDocument } from "./shared-document.ts";
import { credentials, type Tickets } from "./tickets.ts";
import { whoMayOpen } from "./who-may.ts";

export interface AdmissionParts {
  kernel: Pick<Kernel, "org" | "now">;
  identity: Pick<Identity, "authenticate" | "isTrustedOrigin">;
  boards: OpenBoards;
  tickets: Tickets;
}

/** A handshake that was let in, or the code it is closed with, and whose it was. */
export type Admission =
  | { ok: true; document: SharedDocument; who: Admitted; mayStay: () => boolean }
  | { ok: false; code: number; reason: string; session: string | null };

/**
 * Judges a handshake: page, session, name, rights; in this order, so that a stranger learns
 * nothing from guessing names.
 * @param request its path ends in the document's name
 */
export async function admit(parts: AdmissionParts, request: Request): Promise<Admission> {
  const { pathname, searchParams } = new URL(request.url);
  if (!parts.identity.isTrustedOrigin(request)) {
    return { ok: false, code: CLOSE.refused, reason: "foreign page", session: null };
  }
  const known = await signedIn(parts, request, searchParams.get("ticket"));
  if (!known) return { ok: false, code: CLOSE.unauthenticated, reason: "sign in", session: null };
  const name = parseDocumentName(decoded(pathname.replace(/^\/yjs\//, "")));
  const opened = name && (await open(parts, known.person, name));
  const { person, session, carrier } = known;
  if (!opened) return { ok: false, code: CLOSE.notFound, reason: "no such document", session };
  const { document, assignment, mayStay } = opened;
  return { ok: true, document, mayStay, who: { person, session, carrier, assignment } };
}

async function signedIn(
  { kernel, identity, tickets }: AdmissionParts,
  request: Request,
  ticket: string | null,
): Promise<(Authenticated & { carrier: { headers: Headers } }) | null> {
  const carrier: Carrier | null = ticket === null ? request : tickets.find(ticket);
  const known = carrier && (await identity.authenticate(carrier));
  if (!known || !kernel.org().person(known.person)) return null;
  return { ...known, carrier: { headers: credentials(carrier.headers) } };
}

async function open(
  { kernel, boards }: AdmissionParts,
  person: string,
  name: DocumentName,
): Promise<{ document: SharedDocument; assignment: Assignment; mayStay: () => boolean } | null> {
  const opened = await (name.kind === "board" ? boards.find(name.item) : boards.open(name.item));
  if (!opened) return null;
  const { board } = opened;
  if (name.kind === "board" && name.epoch !== board.epoch) return null;
  const town = name.town === null ? null : (kernel.org().tree.byCode(name.town)?.id ?? undefined);
  if (town === undefined) return null;
  const judge = () => {
    const { registry } = boards.source();
    const subject = { person, org: kernel.org(), now: kernel.now(), registry };
    return whoMayOpen(subject, board.item, board.scope(boards.source(), town));
  };
  const assignment = judge();
  const document = assignment && (await documentOf(boards, opened, name.kind, town));
  return document && { document, assignment, mayStay: () => judge() !== null };
}

async function documentOf(
  boards: OpenBoards,
  opened: OpenBoard,
  kind: DocumentName["kind"],
  town: string | null,
): Promise<SharedDocument | null> {
  if (kind === "notes") return boards.notes(opened, town);
  return opened.board.document(boards.source(), town);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return "";
  }
}
