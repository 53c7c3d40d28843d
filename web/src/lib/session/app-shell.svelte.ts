import { MINUTE } from "#domain/time/zone";
import { dev, version } from "$app/env";
import { isQuiet } from "./quiet.ts";
import { keepWall } from "./wall.ts";

/** How often the server is asked which version it has, and how often a quiet moment is looked for. */
const ASK = 5 * MINUTE;
const LOOK = 10_000;

/** A worker that does not go on in this time is left to the next page. */
const CHANGES_WITHIN = 3_000;

/** Remembers, for this tab, the version it was loaded anew for: a proxy's old copy is not asked for again and again. */
const TAKEN = "lingda.version";

/** Tells the worker that waits to go on (service-worker.ts). */
const TAKE_OVER = "take-over";

/** What a browser offers when it would install the page; not in the DOM's own types. */
interface InstallOffer extends Event {
  prompt(): Promise<void>;
}

/** The page as something installed: kept on the device, renewed, put on the home screen. */
class AppShell {
  /** The browser's offer to install; null where it makes none. */
  #offer = $state.raw<InstallOffer | null>(null);
  /** The newer version's worker, which waits for the pages of this one to go. */
  #next: ServiceWorker | null = null;
  #registration: ServiceWorkerRegistration | null = null;
  /** The version that the server has now. */
  #newest = $state(version);

  readonly isInstalled = matchMedia("(display-mode: standalone)").matches;

  get canInstall(): boolean {
    return this.#offer !== null;
  }
  get hasUpdate(): boolean {
    return this.#newest !== version && sessionStorage.getItem(TAKEN) !== this.#newest;
  }

  /** Keeps the pages on the device, so that they open without a line. Called once, at the start. */
  keep(): void {
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      this.#offer = event as InstallOffer;
    });
    if (dev) return;
    setInterval(() => void this.ask(), ASK);
    setInterval(() => this.hasUpdate && isQuiet() && this.update(), LOOK);
    document.addEventListener("visibilitychange", () => !document.hidden && void this.ask());
    // There is no worker over plain http (but on localhost).
    if (!globalThis.isSecureContext) return;
    void navigator.serviceWorker
      // Built without imports: Chrome knows workers of type module from 91 on.
      ?.register("/service-worker.js")
      .then((registration) => {
        this.#registration = registration;
        if (registration.waiting) this.#waits(registration.waiting);
        // One that began before this page listened is told of by no event.
        this.#watch(registration);
        registration.addEventListener("updatefound", () => this.#watch(registration));
      })
      // Refused (a certificate that is not trusted, a shell without): it opens with a line only.
      .catch(() => {});
  }

  async install(): Promise<void> {
    await this.#offer?.prompt();
    this.#offer = null;
  }

  /** Asks the server for its version. */
  async ask(): Promise<void> {
    const answer = await fetch("/_app/version.json", { cache: "no-store" }).catch(() => null);
    const said = (await answer?.json().catch(() => null)) as { version?: string } | null;
    if (typeof said?.version !== "string") return;
    if (said.version !== version) void this.#registration?.update().catch(() => {});
    this.#newest = said.version;
  }

  /** Begins anew with the newer version. Drafts and what is unsent are on the device and stay. */
  update(): void {
    sessionStorage.setItem(TAKEN, this.#newest);
    keepWall();
    const reload = () => location.reload();
    if (!this.#next) {
      reload();
      return;
    }
    // Asked for while the workers change, the page would be waited for in vain.
    navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
    setTimeout(reload, CHANGES_WITHIN);
    this.#next.postMessage(TAKE_OVER);
  }

  #watch({ installing }: ServiceWorkerRegistration): void {
    installing?.addEventListener("statechange", () => {
      // The very first one renews nothing.
      if (installing.state === "installed" && navigator.serviceWorker.controller)
        this.#waits(installing);
    });
  }

  /** What the page before this one told its worker may have been lost with that page. */
  #waits(next: ServiceWorker): void {
    this.#next = next;
    if (sessionStorage.getItem(TAKEN) === version) next.postMessage(TAKE_OVER);
  }
}

export const appShell = new AppShell();
