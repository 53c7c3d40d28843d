/** Someone a demo offers at a touch. */
export interface CastMember {
  account: string;
  password: string;
  about: string;
}

/** The cast that the server wrote into the page (server/http/page.ts); nobody outside a demo. */
export function demoCast(): CastMember[] {
  const block = document.getElementById("cast-data");
  if (!block?.textContent) return [];
  return JSON.parse(block.textContent) as CastMember[];
}
