import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

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
