import { paraglideVitePlugin } from "@inlang/paraglide-js";
import adapter from "@sveltejs/adapter-static";
import { sveltekit } from "@sveltejs/kit/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { firstPage } from "./vite/first-page.ts";
import { lowerCss } from "./vite/lower-css.ts";
import { OLDEST } from "./vite/oldest.ts";

/** Where `vite dev` finds the program: `npm start` beside it, or another one. */
const SERVER = process.env.LINGDA_SERVER ?? "http://127.0.0.1:3000";
const proxied = { target: SERVER, changeOrigin: true };

export default defineConfig({
  plugins: [
    tailwindcss(),
    paraglideVitePlugin({
      project: "./project.inlang",
      outdir: "./src/lib/i18n/paraglide",
      // Chinese first, whatever the browser speaks: a phone's language is often nobody's choice.
      strategy: ["localStorage", "baseLocale"],
      localStorageKey: "lingda.locale",
      isServer: "false",
    }),
    sveltekit({
      // One page for all addresses; the server holds the same policy (server/http/page.ts).
      adapter: adapter({ fallback: "index.html", pages: "build", precompress: true }),
      serviceWorker: { register: false },
      output: { bundleStrategy: "split" },
      version: { pollInterval: 0 },
      compilerOptions: { runes: true },
    }),
    firstPage(),
  ],
  // The root has an older cookie than Kit brings along.
  ssr: { noExternal: ["cookie"] },
  css: { postcss: { plugins: [lowerCss()] } },
  build: { target: OLDEST, cssTarget: OLDEST },
  server: {
    port: 5173,
    proxy: {
      "/api": proxied,
      "/socket.io": { ...proxied, ws: true },
      "/yjs": { ...proxied, ws: true },
    },
  },
});
