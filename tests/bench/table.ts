/** What was measured, ours, the peer's (null: against a number of its own), and the goal of their ratio. */
export type Row = [what: string, ours: number, peer: number | null, is: "≥" | "≤", goal: number];

/** Prints goals as one table, and as a line of JSON for programs. */
export function print(rows: readonly Row[]): void {
  console.log("| what | Lingda | peer | ratio | goal | |\n|---|---|---|---|---|---|");
  const found = rows.map(([what, ours, peer, is, goal]) => {
    const figure = peer === null ? ours : ours / peer;
    const met = is === "≥" ? figure >= goal : figure <= goal;
    const ratio = peer === null ? "" : figure.toFixed(2);
    const cells = [what, short(ours), peer === null ? "" : short(peer), ratio, `${is} ${goal}`];
    console.log(`| ${[...cells, met ? "met" : "**not met**"].join(" | ")} |`);
    return { what, ours, peer, goal: `${is} ${goal}`, met };
  });
  console.log(JSON.stringify(found));
}

function short(n: number): string {
  return n >= 100 ? n.toFixed(0) : n.toFixed(2);
}
