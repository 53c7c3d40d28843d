/** The room that carries a channel's events: a person's conversations with bots share one. */
export function roomOf(channel: string): string {
  const [kind, , ...person] = channel.split(":");
  return kind === "bot" ? personalRoom(person.join(":")) : `channel/${channel}`;
}

export function personalRoom(person: string): string {
  return `person/${person}`;
}

/** Those who serve at a place: they are told that work was done at or below it. */
export function placeRoom(node: string): string {
  return `place/${node}`;
}

/** Those who have the channel before them: presence and typing go there. */
export function openRoom(channel: string): string {
  return `open/${channel}`;
}
