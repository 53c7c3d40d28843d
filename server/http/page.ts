import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** A self-contained page with the policy that lets exactly its own script and style run. */
export interface Page {
  html: string;
  policy: string;
}

/** Reads a page; its inline `<script>` and `<style>` are allowed by their hashes, nothing else is. */
export function loadPage(file: URL): Page {
  const html = readFileSync(file, "utf8");
  const policy = policyOf([
    `script-src ${hashes(html, "script")}`,
    `style-src ${hashes(html, "style")}`,
    "img-src 'self' data:",
  ]);
  return { html, policy };
}

/**
 * Nothing but what `sources` name; no page of ours is framed or sends a form elsewhere.
 * @param framedBy `'self'` where a page of ours shows another (a demo's worker's phone)
 */
export function policyOf(sources: string[], framedBy: "'none'" | "'self'" = "'none'"): string {
  return [
    "default-src 'none'",
    ...sources,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${framedBy}`,
  ].join("; ");
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

/** The inline blocks of a page as sources of its policy. */
export function hashes(html: string, tag: "script" | "style"): string {
  const blocks = [...html.matchAll(new RegExp(`<${tag}(?: nomodule)?>([\\s\\S]*?)</${tag}>`, "g"))];
  const sources = blocks.map(([, text = ""]) => {
    return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  });
  return sources.length > 0 ? sources.join(" ") : "'none'";
}
