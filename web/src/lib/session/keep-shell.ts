import { dev } from "$app/env";

/** Keeps the pages on the device, and asks the browser not to throw away what is still unsent. */
export function keepShell(): void {
  // Both exist over https (and on localhost) only.
  if (!globalThis.isSecureContext) return;
  if (!dev) void navigator.serviceWorker?.register("/service-worker.js", { type: "module" });
  void navigator.storage?.persist?.();
}
