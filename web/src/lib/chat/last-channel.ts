const KEY = "lingda.channel";

/** The channel that was open last on this device. */
export function lastChannel(): string | null {
  return localStorage.getItem(KEY);
}

export function rememberChannel(id: string): void {
  localStorage.setItem(KEY, id);
}
