import { pagesOf } from "#web/api/client.ts";

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
  /** Nobody is named where names are not one's to know; the counts are always whole. */
  unreadCount: number;
  readCount: number;
  people: number;
  next: string | null;
}

/** @throws CallError */
export async function readersOf(channel: string, message: string): Promise<Readers> {
  const [at, id] = [channel, message].map(encodeURIComponent);
  const pages = await pagesOf<Readers>(`/api/channels/${at}/messages/${id}/readers`);
  return {
    ...pages[0]!,
    unread: pages.flatMap(({ unread }) => unread),
    read: pages.flatMap(({ read }) => read),
  };
}
