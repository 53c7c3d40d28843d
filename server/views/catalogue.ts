import type { CommandView } from "#contract/nouns";
import { holdsCap } from "#domain/org/posts";
import type { Command } from "#kernel/define-command";
import type { Registry } from "#kernel/registry";
import { type Page, pageOf, type Wish } from "./paging.ts";
import type { Viewer } from "./viewer.ts";

/** Every command with its form, and whether some post of the viewer may use it; a page of them. */
export function cataloguePage(viewer: Viewer, wish: Wish): Page<CommandView> {
  const { org, registry, person, now } = viewer;
  const page = pageOf(registry.commands, wish, { list: "catalogue", id: ({ key }) => key });
  const rows = page.rows.map((command) => ({
    ...describeCommand(registry, command),
    allowed: command.caps.length === 0 || holdsCap(person, command.caps, org, now),
  }));
  return { rows, next: page.next };
}

/** A command without regard to who asks: also what the API page is made of. */
export function describeCommand(
  registry: Registry,
  command: Command,
): Omit<CommandView, "allowed"> {
  const { key, zh, en, aliases, group, summary, caps, example, args, attachments } = command;
  return {
    ...{ key, zh, en, aliases, bot: registry.botOf(command).key, group, summary, caps, example },
    attachments,
    args: Object.entries(args).map(([name, arg]) => ({
      key: name,
      zh: arg.zh,
      kind: arg.kind,
      required: arg.required,
      positional: arg.place !== "key",
      ...(arg.options && { options: arg.options }),
      help: arg.help,
    })),
  };
}
