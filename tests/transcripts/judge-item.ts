import { openItem, readItem, readTally, readTargets, readTimeline, tallyLines } from "./items.ts";
import { lacking } from "./moment.ts";
import type { Stage } from "./stage.ts";
import type { Claim } from "./syntax.ts";

type ItemClaim = Extract<
  Claim,
  { kind: "tally" | "sum" | "state" | "timeline" | "sees" | "hidden" }
>;

/** @returns null when the check holds, else what was seen instead */
export async function judgeItem(claim: ItemClaim, stage: Stage): Promise<string | null> {
  switch (claim.kind) {
    case "tally": {
      const tally = await readTally(stage, claim.item, claim.node);
      return lacking(claim.fragments, [tallyLines(tally).join("\n")]);
    }
    case "timeline":
      return lacking(claim.fragments, [(await readTimeline(stage, claim.item)).join("\n")]);
    case "sum":
      return judgeSums(claim, stage);
    case "state":
      return judgeState(claim, stage);
    case "sees": {
      const opened = await openItem(await stage.person(claim.person), claim.item);
      return opened.ok ? null : opened.why;
    }
    case "hidden": {
      const opened = await openItem(await stage.person(claim.person), claim.item);
      if (opened.ok) return `${claim.person} may open it`;
      return opened.status === 404 ? null : opened.why;
    }
  }
}

type SumClaim = Extract<Claim, { kind: "sum" }>;

/** The item's own fields say where a name ends, for a name may end in a digit. */
async function judgeSums({ item, node, sums: written }: SumClaim, stage: Stage) {
  const { fields } = await readItem(stage, item);
  const { sums } = await readTally(stage, item, node);
  const names = fields.flatMap(({ name, options = [] }) => [
    name,
    ...[...options, "是", "否"].map((option) => `${name}=${option}`),
  ]);
  const wrong = written.flatMap((token) => {
    const name = names.find(
      (known) => /^-?\d+(\.\d+)?$/.test(token.slice(known.length)) && token.startsWith(known),
    );
    if (name === undefined) return [`${token} names no field of ${names.join(" ")}`];
    const sum = sums[name] ?? 0;
    return sum === Number(token.slice(name.length)) ? [] : [`${name}${sum}`];
  });
  return wrong.length > 0 ? wrong.join(", ") : null;
}

type StateClaim = Extract<Claim, { kind: "state" }>;

/** The state itself, or one of the words that stand beside it (SPEC §1.7: 逾期, 补报, 代报 …). */
async function judgeState({ item, node, state }: StateClaim, stage: Stage) {
  const targets = await readTargets(stage, item);
  const rows = targets.filter(
    ({ node: id, nodeName, path }) =>
      node === id || node === nodeName || path === node || path.endsWith(`/${node}`),
  );
  const [row, ...others] = rows;
  if (!row) return `${node} is no target; targets: ${targets.map((t) => t.nodeName).join("、")}`;
  if (others.length > 0) return `several: ${rows.map(({ path }) => path).join("、")}`;
  return [row.state, ...row.marks].includes(state) ? null : [row.state, ...row.marks].join(" ");
}
