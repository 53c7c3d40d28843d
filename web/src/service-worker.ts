/// <reference lib="webworker" />

import { version } from "$app/env";
import { assets, immutable } from "$app/manifest";
import { self } from "$app/service-worker";

/**
 * Keeps the shell, so that a phone without a line opens. Data is not its business: answers are kept
 * by api/remembered.ts, and what is to be sent by the outbox.
 */
const SHELL = `shell-${version}`;
const files = [...immutable, ...assets].map(({ path }) => path);

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(SHELL)
      // No skipWaiting: pages that are open go on with the files they began with.
      .then((cache) => cache.addAll(["/", ...files])),
  );
});

// The person asked for the newer version; the page loads anew right after.
self.addEventListener("message", ({ data }) => {
  if (data === "take-over") void self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== SHELL).map((name) => caches.delete(name))),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (
    pathname.startsWith("/api/") ||
    pathname.startsWith("/socket.io/") ||
    pathname.startsWith("/yjs/")
  )
    return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (files.includes(pathname) || files.includes(pathname.slice(1)))
    event.respondWith(file(request));
});

/** The newest page where there is a line, else the one kept. */
async function page(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    if (response.ok) return response;
  } catch {
    // No line.
  }
  return (await caches.match("/")) ?? Response.error();
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}
