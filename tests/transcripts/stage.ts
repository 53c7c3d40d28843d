import { type Client, signIn } from "./client.ts";
import type { Server } from "./server.ts";
import type { Said } from "./syntax.ts";

/** A line that waits in the pocket of somebody without a signal. */
export interface Queued extends Pick<Said, "text" | "files"> {
  cid: string;
  channel: string;
  /** Id of the message that it quotes, as it stood when the line was typed. */
  quote: string | null;
  clientAt: number;
}

/** The running server and the people of one play. */
export interface Stage {
  url: string;
  /** Where the transcript lies, and files beside it. */
  folder: string;
  /** What the manual clock shows, epoch milliseconds. */
  now: number;
  /** People without a signal → what they have typed since. */
  offline: Map<string, Queued[]>;
  /** Counts the steps done: what was read in this turn still stands, for only steps write. */
  turn: number;
  /** Who is known to read the channels that a transcript calls `#name`: by name, then by id. */
  readers: Map<string, Map<string, string[]>>;
  knows(account: string): boolean;
  /** Signs the person in the first time. @throws Error for somebody the fixture does not have */
  person(account: string): Promise<Client>;
  /** Everyone, those who may see the most first. */
  everyone(): Promise<Client[]>;
}

export interface Setting {
  /** In the order in which {@link Stage.everyone} gives them. */
  accounts: readonly string[];
  folder: string;
  now: number;
}

export function setStage(server: Server, { accounts, folder, now }: Setting): Stage {
  const clients = new Map<string, Promise<Client>>();
  const person = async (account: string): Promise<Client> => {
    const invitation = server.invitations[account];
    if (invitation === undefined) throw new Error(`the fixture has nobody called ${account}`);
    const client = clients.get(account) ?? signIn(server.url, account, invitation);
    clients.set(account, client);
    return client;
  };
  return {
    url: server.url,
    folder,
    now,
    offline: new Map(),
    turn: 0,
    readers: new Map(),
    knows: (account) => Object.hasOwn(server.invitations, account),
    person,
    everyone: () => Promise.all(accounts.map(person)),
  };
}
