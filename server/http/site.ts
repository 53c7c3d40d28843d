import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hashes, type Page, policyOf, servePage } from "./page.ts";

/** Someone the sign-in form offers at a touch. */
export interface Offered {
  account: string;
  password: string;
  about: string;
  role?: string;
  desk?: { channel: string; text: string };
  residents?: string;
}

/** The built web: one page for all addresses, and its files. */
export interface Site {
  /** Null for what is neither a file nor an address of the page: `/api/…`, a file that is gone. */
  serve(request: Request): Response | null;
}

/** Paths that are never the page's; `/board/T0127-01.3` is no file but a round. */
const NOT_PAGES =
  /^\/(api|socket\.io|yjs|hooks|_app)\/|^\/(healthz|readyz|metrics)$|\.(?!\d+$)[a-z0-9]{1,12}$/i;

/**
 * The web as `npm run build` left it; where nobody built it, every address says so.
 * @param cast put into the page as data, for the one-tap sign-in of a demo
 */
export function openSite(folder: URL, cast: readonly Offered[]): Site {
  const root = fileURLToPath(folder);
  const index = join(root, "index.html");
  if (!existsSync(index)) return { serve: (request) => (isPage(request) ? notBuilt() : null) };
  const files = new Set(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length)),
  );
  const page = withCast(loadSitePage(index, cast.length > 0), cast);
  return {
    serve(request) {
      const name = decodePath(new URL(request.url).pathname).slice(1);
      if (name === "index.html" || !files.has(name)) {
        return isPage(request) ? servePage(page) : null;
      }
      if (!isRead(request)) return null;
      // Gone since the start, by a build under a running server.
      return existsSync(join(root, name)) ? serveFile(root, name, files, request) : null;
    },
  };
}

function isPage(request: Request): boolean {
  return isRead(request) && !NOT_PAGES.test(decodePath(new URL(request.url).pathname));
}

function isRead({ method }: Request): boolean {
  return method === "GET" || method === "HEAD";
}

function notBuilt(): Response {
  return new Response("网页还没有构建，请先运行 npm run build，再重新启动。\n", {
    status: 503,
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}

/**
 * The page may load its own files; inline it runs only what it was built with. A demo's page shows
 * a worker's phone in a frame: the page itself, with a session apart. Nowhere else is it framed.
 */
function loadSitePage(file: string, isDemo: boolean): Page {
  const html = readFileSync(file, "utf8");
  const sources = [
    `script-src 'self' ${hashes(html, "script")}`,
    "style-src 'self'",
    // Kit hides its announcer for screen readers by a style attribute.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
  ];
  if (!isDemo) return { html, policy: policyOf(sources) };
  return { html, policy: policyOf([...sources, "frame-src 'self'"], "'self'") };
}

function withCast(page: Page, cast: readonly Offered[]): Page {
  if (cast.length === 0) return page;
  // Inside a data block only `<` could end it.
  const data = JSON.stringify(cast).replaceAll("<", "\\u003c");
  const block = `<script type="application/json" id="cast-data">${data}</script>`;
  return { ...page, html: page.html.replace("<!--cast-->", () => block) };
}

/** Files named by their content stay for a year; the rest is asked for again each time. */
function serveFile(
  root: string,
  name: string,
  files: ReadonlySet<string>,
  request: Request,
): Response {
  const accepted = request.headers.get("accept-encoding") ?? "";
  const packed = [
    { coding: "br", suffix: ".br" },
    { coding: "gzip", suffix: ".gz" },
  ].find(({ coding, suffix }) => accepted.includes(coding) && files.has(name + suffix));
  const headers = new Headers({
    "content-type": Bun.file(join(root, name)).type,
    "cache-control": name.startsWith("_app/immutable/")
      ? "public, max-age=31536000, immutable"
      : "no-cache",
    vary: "accept-encoding",
  });
  if (packed) headers.set("content-encoding", packed.coding);
  return new Response(Bun.file(join(root, name + (packed?.suffix ?? ""))), { headers });
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
