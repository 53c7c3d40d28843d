/** Someone a demo offers at a touch. */
export interface CastMember {
  account: string;
  password: string;
  about: string;
  /** Who stands for a level where a visitor first chooses. */
  role?: "county" | "town" | "grid";
  /** What their place is, as people say it: 县, 区, 镇, 街道. */
  seat?: string;
  /** What they issue first when a visitor is shown around, and in which channel. */
  desk?: { channel: string; text: string };
  /** Id of the residents' channel they sit in. */
  residents?: string;
}

/** The cast that the server wrote into the page (server/http/page.ts); nobody outside a demo. */
export function demoCast(): CastMember[] {
  const block = document.getElementById("cast-data");
  if (!block?.textContent) return [];
  return JSON.parse(block.textContent) as CastMember[];
}

/** Whether this page is the worker's phone that a demo shows beside the desk (lib/welcome). */
export const isFramed = window.self !== window.top;
