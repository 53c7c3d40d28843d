import { MediaQuery } from "svelte/reactivity";

/** From here on there are three columns. */
const desktop = new MediaQuery("min-width: 1024px");
/** As `short:` in app.css: a phone held sideways. */
const short = new MediaQuery("(max-height: 30rem) and (min-width: 30rem)");
const touch = new MediaQuery("pointer: coarse");

/** What the window is like. */
export const screen = {
  get isDesktop(): boolean {
    return desktop.current;
  },
  /** Whether there is so little height that tabs stand at the side. */
  get isShort(): boolean {
    return short.current;
  },
  /** Whether a thumb works it: such a device has a camera. */
  get isTouch(): boolean {
    return touch.current;
  },
  /** How the palette's key is written on this keyboard. */
  paletteKey: /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "") ? "⌘K" : "Ctrl K",
  /** Camera, notifications and installing need https; over plain http they are hidden. */
  isSecure: globalThis.isSecureContext,
};
