import type { Component } from "svelte";

/** A verb, wherever it is offered: a button, a menu, the palette. */
export interface Action {
  title: string;
  /** What it is whatever its words say (收到 · 已收到, 催(3)): the button stays, and the focus in it. */
  key?: string;
  icon?: Component<{ class?: string; "aria-hidden"?: "true" }>;
  /** Absent: always. A disabled one says why in `hint`. */
  enabled?: boolean;
  /** Stands beside it: why not, or why not all. */
  hint?: string;
  /** The one that is expected next. */
  primary?: boolean;
  run(): void | Promise<void>;
}
