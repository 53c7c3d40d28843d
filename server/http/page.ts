import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A self-contained page with the policy that lets exactly its own script and style run. */
export interface Page {
  html: string;
  policy: string;
}

/** Someone the sign-in form offers at a touch. */
export interface Offered {
  account: string;
  password: string;
  about: string;
}

/** The page with a button for each of them where it says `<!--demo-->`. */
export function offering(page: Page, cast: readonly Offered[]): Page {
  const buttons = cast.map(({ account, password, about }) => {
    const data = `data-account="${attribute(account)}" data-password="${attribute(password)}"`;
    return `<button type="button" ${data}>${attribute(account)} · ${attribute(about)}</button>`;
  });
  const heading = cast.length > 0 ? "<h2>演示账号</h2>" : "";
  return { ...page, html: page.html.replace("<!--demo-->", () => heading + buttons.join("")) };
}

function attribute(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.codePointAt(0)};`);
}

/** Reads a page; its inline `<script>` and `<style>` are allowed by their hashes, nothing else is. */
export function loadPage(file: URL): Page {
  const html = readFileSync(file, "utf8");
  const policy = [
    "default-src 'none'",
    `script-src ${hashes(html, "script")}`,
    `style-src ${hashes(html, "style")}`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return { html, policy };
}

export function servePage({ html, policy }: Page): Response {
  return new Response(html, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "cache-control": "no-cache",
    },
  });
}

function hashes(html: string, tag: "script" | "style"): string {
  const blocks = [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, "g"))];
  const sources = blocks.map(([, text = ""]) => {
    return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  });
  return sources.length > 0 ? sources.join(" ") : "'none'";
}

/** The built web: one page for all addresses, and its files. */
export interface Site {
  /** Null for what is neither a file nor an address of the page: `/api/…`, a file that is gone. */
  serve(request: Request): Response | null;
}

/** Paths that are never the page's. */
const NOT_PAGES =
  /^\/(api|socket\.io|yjs|hooks|_app)\/|^\/(healthz|readyz|metrics)$|\.[a-z0-9]{1,12}$/i;

/**
 * The web as `npm run build` left it, or null where nobody built it.
 * @param cast put into the page as data, for the one-tap sign-in of a demo
 */
export function openSite(folder: URL, cast: readonly Offered[]): Site | null {
  const root = fileURLToPath(folder);
  const index = join(root, "index.html");
  if (!existsSync(index)) return null;
  const files = new Set(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length)),
  );
  const page = withCast(loadSitePage(index), cast);
  return {
    serve(request) {
      if (request.method !== "GET" && request.method !== "HEAD") return null;
      const path = decodePath(new URL(request.url).pathname);
      const name = path.slice(1);
      if (name === "index.html" || !files.has(name)) {
        return NOT_PAGES.test(path) ? null : servePage(page);
      }
      // Gone since the start, by a build under a running server.
      return existsSync(join(root, name)) ? serveFile(root, name, files, request) : null;
    },
  };
}

/** The page may load its own files; inline it runs only what it was built with. */
function loadSitePage(file: string): Page {
  const html = readFileSync(file, "utf8");
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${hashes(html, "script")}`,
    "style-src 'self'",
    // Kit hides its announcer for screen readers by a style attribute.
    "style-src-attr 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return { html, policy };
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
