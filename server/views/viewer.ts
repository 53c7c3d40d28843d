import { Refusal } from "#contract/errors";
import { resolveNode } from "#domain/org/node-ref";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import type { Viewer as Looking } from "#kernel/access";
import type { Kernel } from "#kernel/kernel";
import type { Registry } from "#kernel/registry";

/** Who looks, at the tree of now; every view takes one and shows no more than that person may see. */
export interface Viewer extends Looking {
  registry: Registry;
}

/** @throws Refusal `unauthenticated` when the session's person is no longer known */
export function viewerOf(kernel: Kernel, person: string): Viewer {
  const org = kernel.org();
  if (!org.person(person)) throw new Refusal("unauthenticated", "请重新登录");
  return { session: kernel.read, org, registry: kernel.registry, person, now: kernel.now() };
}

/** Said alike of a place that is not there and of one that the viewer may not see. */
export function outOfSight(): Refusal {
  return new Refusal("not_found", "没有这个地方，或不在你的范围里");
}

/**
 * A place by id, code, path or name, as people write it (SPEC §1.3).
 * @throws Refusal `not_found`, or `ambiguous` with the paths to choose from
 */
export function placeOf({ org, now }: Viewer, typed: string): Node {
  const byId = org.tree.get(typed);
  if (byId) return byId;
  const ref = resolveNode(org.tree, typed, { from: null, now });
  if (ref.ok && !ref.household) return ref.node;
  if (!ref.ok && ref.code === "ambiguous") {
    throw new Refusal("ambiguous", `“${typed}”有${ref.candidates.length}处，请写全路径或代码`, {
      candidates: ref.candidates.slice(0, 9).map((node) => ({
        label: org.tree.pathName(node.id),
        text: node.code ?? node.id,
      })),
    });
  }
  const near = ref.ok ? [] : ref.nearest.map(displayName);
  throw new Refusal(
    "not_found",
    `没有找到“${typed}”${near.length > 0 ? `，是不是：${near.join("、")}` : ""}`,
  );
}
