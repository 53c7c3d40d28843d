import type { ChannelAbout } from "#contract/channel-tree";
import { api } from "#web/api/calls.ts";
import { Shelf } from "#web/items/items.svelte.ts";

/** Where channels lie and who may look in, by id. */
export const abouts = new Shelf<ChannelAbout>("channel", api.channel);
