import { loadSaid } from "#web/i18n/said.ts";

export const ssr = false;

export const load = loadSaid;
