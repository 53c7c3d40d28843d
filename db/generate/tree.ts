import type { Level, Profile } from "#contract/profile";
import type { Node } from "#domain/org/org";
import type { Registry } from "../registry.ts";
import type { Form, Scale, Step } from "../scale.ts";
import { anchorOf, Grove, type Growth, nearest } from "./grove.ts";
import { chineseNumber } from "./names.ts";
import { blankNode, localCode } from "./node.ts";
import { plant } from "./plant.ts";
import { apportion, type Random, weights } from "./random.ts";

/** The whole tree in tree order: registry places, then the invented levels below and beside them. */
export function growTree(
  profile: Profile,
  registry: Registry,
  scale: Scale,
  random: Random,
): Node[] {
  const grower = new Grower(profile, scale, random);
  plant(grower.grove, profile, registry, scale);
  for (const step of scale.steps) grower.grow(step);
  return grower.grove.inTreeOrder();
}

class Grower {
  readonly grove: Grove;
  readonly #levels: Map<string, Level>;

  constructor(
    private readonly profile: Profile,
    private readonly scale: Scale,
    private readonly random: Random,
  ) {
    this.grove = new Grove(profile);
    this.#levels = new Map(profile.levels.map((level) => [level.key, level]));
  }

  grow(step: Step): void {
    const { names, into } = step;
    const parents = this.#parents(step);
    const counts = names ? parents.map(() => names.length) : this.#shares(step, parents);
    parents.forEach((parent, index) => {
      const form = into.find((one) => !one.where || one.where === parent.kind);
      const count = counts[index]!;
      if (!form) throw new Error(`scale: nothing to put under ${parent.node.name}`);
      const homes = this.#homes(parent, form, count);
      for (let i = 0; i < count; i += 1) {
        this.#make(homes[Math.floor((i * homes.length) / count)]!, form, names?.[i] ?? "");
      }
    });
  }

  /** Places the step grows under; one not yet born at the picture's date has nothing below it. */
  #parents(step: Step): Growth[] {
    const living = this.grove
      .withLevel(step.under)
      .filter(
        ({ node, kind, town }) =>
          (node.validFrom === null || node.validFrom <= this.scale.at) &&
          (!step.where || kind === step.where) &&
          (!step.towns || step.towns.includes(town?.node.id ?? "")),
      );
    if (!step.firstOfTown) return living;
    return living.filter((one, index) => one.town !== living[index - 1]?.town);
  }

  /** Shares of the total; towns with a count of their own are dealt out first. */
  #shares(step: Step, parents: Growth[]): number[] {
    const shares = new Map<Growth, number>();
    const deal = (total: number, among: Growth[]) => {
      const parts = apportion(total, weights(among.length, this.random), 1);
      for (const [index, parent] of among.entries()) shares.set(parent, parts[index]!);
    };
    const exact = Object.entries(step.exact);
    for (const [town, total] of exact) {
      const among = parents.filter((parent) => parent.town?.node.id === town);
      deal(total, among);
    }
    const dealt = exact.reduce((sum, [, total]) => sum + total, 0);
    const others = parents.filter((parent) => !shares.has(parent));
    deal((step.total ?? 0) - dealt, others);
    return parents.map((parent) => shares.get(parent)!);
  }

  /** The parent itself, or the bundles between it and its children. */
  #homes(parent: Growth, { via }: Form, count: number): Growth[] {
    if (!via || count <= via.above) return [parent];
    const bundle: Form = { level: via.level, name: via.name, aliases: [], external: false };
    const bundles = Math.ceil(count / via.size);
    return Array.from({ length: bundles }, () => this.#make(parent, bundle, ""));
  }

  #make(parent: Growth, form: Form, listed: string): Growth {
    const level = this.#levels.get(form.level);
    if (!level) throw new Error(`scale: unknown level ${form.level}`);
    const local = this.#local(parent, level);
    const renamed = local === null ? undefined : this.scale.renames[local];
    const scope = form.numberedIn ? nearest(parent, form.numberedIn) : parent;
    const place = `${scope.node.id}-${form.level.replaceAll("_", "-")}`;
    // A place with a name of its own takes no number: 王家边网格, then 杨林一网格.
    const n = renamed === undefined ? this.grove.next(place) : 0;
    const say = (template: string) => fill(template, parent, listed, n);
    const node: Node = {
      ...blankNode(this.profile, local ?? `${place}-${n}`, form.level, renamed ?? say(form.name)),
      local,
      aliases: renamed === undefined ? form.aliases.map(say) : [],
      virtual: level.virtual,
      external: form.external,
      industry: form.industry ?? null,
      colour: form.colour ?? null,
      assumed: true,
    };
    return this.grove.add(node, parent);
  }

  #local(parent: Growth, { localDigits }: Level): string | null {
    const anchor = anchorOf(parent);
    if (localDigits === 0 || anchor === null) return null;
    return localCode(anchor, this.grove.next(`${anchor}/local`), localDigits);
  }
}

function fill(template: string, parent: Growth, listed: string, n: number): string {
  return template
    .replaceAll("{stem}", parent.stem)
    .replaceAll("{town}", (parent.town ?? parent).stem)
    .replaceAll("{name}", listed)
    .replaceAll("{nn}", String(n).padStart(2, "0"))
    .replaceAll("{n}", String(n))
    .replaceAll("{zh}", chineseNumber(n));
}
