import { type Arg, text } from "#bots/kit/args";
import type { Context } from "#bots/kit/command";
import {
  ALL_COMMANDS,
  type Command,
  defineCommand,
  type Group,
  isUsable,
  meantNames,
} from "#bots/kit/command";
import { Refusal } from "#contract/errors";
import { postsWithCap } from "#domain/org/posts";

const GROUPS: Group[] = ["发", "办", "查", "管"];

/** `/帮助`: what this post may do here; with a command's name, how. Made from the registry alone. */
export const help = defineCommand({
  key: "help",
  zh: "帮助",
  en: "help",
  aliases: ["?", "？"],
  group: "查",
  summary: { zh: "看你能用的命令和每个命令的写法", en: "What you may do, and how to write it" },
  example: "/帮助 平战",
  caps: [],
  residents: true,
  args: {
    name: text("命令", {
      main: true,
      max: 40,
      help: { zh: "不写就列出你能用的命令", en: "Left out: all the commands you may use" },
    }),
  },
  async run(ctx, { name }) {
    return { text: name === null ? catalogue(ctx) : manual(ctx, name.replace(/^[/／、]/, "")) };
  },
});

function catalogue(ctx: Context): string {
  const usable = ctx.registry.commands.filter((command) => isUsable(ctx, command));
  const lines = GROUPS.flatMap((group) => {
    const names = usable.filter((c) => c.group === group).map(({ zh }) => `/${zh}`);
    return names.length > 0 ? [`${group}：${names.join(" ")}`] : [];
  });
  return [...lines, `要看写法，例：${help.example}`].join("\n");
}

/** @throws Refusal `unknown_command` with the nearest names */
function manual(ctx: Context, name: string): string {
  const found = ctx.registry.named(name);
  if (found.length > 0) return found.map((command) => page(ctx, command)).join("\n\n");
  const near = meantNames(ctx, name);
  const pages = near.map((one) => ({ label: `/${one}`, text: `/帮助 ${one}` }));
  const names = pages.map(({ label }) => label).join(" ");
  const guess = names === "" ? `可以点“${ALL_COMMANDS.label}”` : `你是不是要：${names}`;
  throw new Refusal("unknown_command", `没有“/${name}”这个命令，${guess}`, {
    candidates: names === "" ? [ALL_COMMANDS] : pages,
  });
}

function page({ org }: Context, command: Command): string {
  const { zh, en, aliases, key, caps, summary, example } = command;
  const others = new Set([en, ...aliases, ...(org.profile.aliases[key] ?? [])]);
  const posts = postsWithCap(caps, org).join("、");
  return [
    `/${zh}：${summary.zh}`,
    `也可写：${[...others].map((other) => `/${other}`).join(" ")}`,
    ...Object.values(command.args).map(argLine),
    `例：${example}`,
    caps.length > 0 ? `谁能用（权限${caps.join("、")}）：${posts}` : "谁能用：看得到这里的人",
  ].join("\n");
}

/** `原因（必填）`, `平战（必填）：战、平`, `截止：例：18:00、明日9点`. */
function argLine({ zh, required, options, help }: Arg<unknown>): string {
  const about = [options?.join("、"), help.zh].filter((part) => part).join("，");
  return `· ${zh}${required ? "（必填）" : ""}${about ? `：${about}` : ""}`;
}
