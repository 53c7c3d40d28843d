import { get } from "#web/api/client.ts";

/** Someone of a channel's audience, as far as one may see them. */
export interface Reader {
  name: string;
  post: string;
  nodeName: string;
  phone: string | null;
}

/** Answer of `GET /api/channels/:id/messages/:message/readers`; the writer is in neither list. */
export interface Readers {
  unread: Reader[];
  read: Reader[];
  people: number;
}

/** @throws CallError */
export function readersOf(channel: string, message: string): Promise<Readers> {
  const [at, id] = [channel, message].map(encodeURIComponent);
  return get<Readers>(`/api/channels/${at}/messages/${id}/readers`);
}
