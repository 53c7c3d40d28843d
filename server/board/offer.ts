import { type BoardOffer, formatDocumentName } from "#contract/board-documents";
import type { Viewer } from "#views/viewer";
import type { Carrier } from "../identity/authenticate.ts";
import type { AdmissionParts } from "./admission.ts";
import { townCode } from "./item-board.ts";
import { whoMayOpen } from "./who-may.ts";

/** What a person may open of an item's board, by names that hold as long as the board is open. */
export async function offer(
  { boards, identity, tickets }: Pick<AdmissionParts, "boards" | "identity" | "tickets">,
  viewer: Viewer,
  item: string,
  request: Carrier,
): Promise<BoardOffer | null> {
  const known = await identity.authenticate(request);
  const opened = known && (await boards.open(item));
  if (!opened) return null;
  const { board } = opened;
  const source = boards.source();
  const may = (town: string | null) =>
    whoMayOpen(viewer, board.item, board.scope(source, town)) !== null;
  const open = [null, ...board.towns].filter(may);
  const [widest] = open;
  const codes = open.map((town) => townCode(source, town));
  return {
    documents: open.map((town, i) => ({
      name: board.name(source, town),
      ...(codes[i] != null && { town: codes[i] }),
    })),
    ...(widest !== undefined && {
      notes: formatDocumentName({ kind: "notes", item: board.item.id, town: codes[0]! }),
    }),
    role: widest === undefined ? "totals" : "writer",
    ticket: tickets.issue(known, request),
  };
}
