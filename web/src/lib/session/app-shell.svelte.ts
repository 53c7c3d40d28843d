import { dev } from "$app/env";

/** What a browser offers when it would install the page; not in the DOM's own types. */
interface InstallOffer extends Event {
  prompt(): Promise<void>;
}

/** The page as something installed: kept on the device, renewed, put on the home screen. */
class AppShell {
  /** The browser's offer to install; null where it makes none. */
  #offer = $state.raw<InstallOffer | null>(null);
  /** A newer version that waits for the pages of this one to go. */
  #next = $state.raw<ServiceWorker | null>(null);

  readonly isInstalled = matchMedia("(display-mode: standalone)").matches;

  get canInstall(): boolean {
    return this.#offer !== null;
  }
  get hasUpdate(): boolean {
    return this.#next !== null;
  }

  /** Keeps the pages on the device, so that they open without a line. Called once, at the start. */
  keep(): void {
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      this.#offer = event as InstallOffer;
    });
    // There is none over plain http (but on localhost).
    if (dev || !globalThis.isSecureContext) return;
    void navigator.serviceWorker
      ?.register("/service-worker.js", { type: "module" })
      .then((registration) => {
        this.#next = registration.waiting;
        registration.addEventListener("updatefound", () => this.#watch(registration));
      });
  }

  async install(): Promise<void> {
    await this.#offer?.prompt();
    this.#offer = null;
  }

  /** Begins anew with the newer version. Drafts and what is unsent are on the device and stay. */
  update(): void {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
    this.#next?.postMessage("take-over");
  }

  #watch({ installing }: ServiceWorkerRegistration): void {
    installing?.addEventListener("statechange", () => {
      // The very first one renews nothing.
      if (installing.state === "installed" && navigator.serviceWorker.controller)
        this.#next = installing;
    });
  }
}

export const appShell = new AppShell();
