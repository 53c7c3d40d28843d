import type { AtRule, Declaration, Plugin } from "postcss";

/**
 * What {@link OLDEST} lacks of CSS and the bundler does not lower.
 *
 * - Rules are taken out of their `@layer` (Chrome 99). Tailwind writes its layers in their order,
 *   base first, and the base chooses by element, so the later rule wins just as the later layer
 *   would. (`@csstools/postcss-cascade-layers` keeps the order by raising the weight of what comes
 *   later to several ids, above what components say in files of their own.)
 * - `dvh` (Chrome 108) has `vh` before it, but the whole height `100%`: `100vh` would reach under
 *   the address bar of a phone.
 * - `rotate` (Chrome 104) becomes a `transform`.
 */
export function lowerCss(): Plugin {
  return {
    postcssPlugin: "lingda-lower-css",
    OnceExit(root) {
      root.walkAtRules("layer", (layer: AtRule) => {
        if (layer.nodes) layer.replaceWith(layer.nodes);
        else layer.remove();
      });
      root.walkDecls("rotate", (rotate: Declaration) => {
        rotate.replaceWith({ prop: "transform", value: `rotate(${rotate.value})` });
      });
      root.walkDecls((one: Declaration) => {
        const hasOlder =
          one.prev()?.type === "decl" && (one.prev() as Declaration).prop === one.prop;
        if (/\ddvh\b/.test(one.value) && !hasOlder)
          one.cloneBefore({
            value: one.value.replace(/\b100dvh\b/, "100%").replaceAll("dvh", "vh"),
          });
      });
    },
  };
}
