import type { Page, WebSocketRoute } from "@playwright/test";

/** The live socket of a page, to be cut and to be given back. */
export class Wire {
  readonly #open = new Set<WebSocketRoute>();
  #isCut = false;

  /** Stands between a page and its socket; before the page is opened. */
  static async of(page: Page): Promise<Wire> {
    const wire = new Wire();
    await page.routeWebSocket(/\/socket\.io\//, (socket) => wire.#take(socket));
    return wire;
  }

  #take(socket: WebSocketRoute): void {
    if (this.#isCut) {
      void socket.close({ code: 1011 });
      return;
    }
    socket.connectToServer();
    this.#open.add(socket);
  }

  /** As a proxy does that lets nothing but plain calls through. */
  async cut(): Promise<void> {
    this.#isCut = true;
    await Promise.all([...this.#open].map((socket) => socket.close({ code: 1011 })));
    this.#open.clear();
  }

  mend(): void {
    this.#isCut = false;
  }
}
