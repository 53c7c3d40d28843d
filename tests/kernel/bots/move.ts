import { node } from "#bots/kit/args";
import { defineBot, defineCommand } from "#bots/kit/command";
import { movePlace } from "#kernel/move-place";

/** 改隶: a place comes under another. */
const move = defineCommand({
  ...{
    key: "move",
    zh: "改隶",
    en: "move",
    group: "管",
    example: "/改隶 徐村 西岙乡",
    caps: ["Z"],
  },
  summary: { zh: "把一个地方改到另一个地方下面", en: "Put a place under another" },
  args: {
    place: node("地方", { required: true }),
    under: node("到", { required: true }),
  },
  async run(ctx, { place, under }) {
    await movePlace(ctx, place, under);
    return { text: `${place.name}已归${under.name}` };
  },
});

export const mover = defineBot({
  ...{ key: "mover", zh: "改隶", en: "Mover" },
  commands: [move],
});
