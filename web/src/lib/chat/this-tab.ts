import { newCid } from "#web/api/new-cid.ts";
import { now } from "#web/clock/now.ts";
import { RENEW, TabKept } from "./tab-kept.ts";

const TAB = "lingda.draft-tab";

/** A reload is the same tab; a tab made as the copy of another, which copies this store, is not. */
const tab = sessionStorage.getItem(TAB) ?? newCid();
sessionStorage.removeItem(TAB);

/** What this tab keeps. */
export const thisTab = new TabKept(localStorage, tab, now);

setInterval(() => thisTab.renew(), RENEW);
window.addEventListener("pagehide", () => {
  sessionStorage.setItem(TAB, tab);
  thisTab.renew(false);
});
window.addEventListener("pageshow", () => {
  sessionStorage.removeItem(TAB);
  thisTab.renew();
});
