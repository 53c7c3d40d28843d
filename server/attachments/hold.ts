import { Refusal } from "#contract/errors";
import { MB } from "#domain/file/attachment-kind";

/**
 * Bytes of uploads that are in memory at a time, on their way in or waiting to be re-encoded. It
 * bounds the wait too: what fits is re-encoded well within the 30 s a connection may be silent.
 */
const MOST_HELD = 96 * MB;
/** What even the smallest one counts as, since each is a job. */
const LEAST = MB / 2;

/** Lets uploads in as long as there is room for them. */
export class Hold {
  #held = 0;

  /**
   * Runs the work of one upload.
   * @param bytes as many as it announces, or may have
   * @throws Refusal `rate_limited` when there is no room: the device sends it again later
   */
  async during<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    const taken = Math.max(bytes, LEAST);
    if (this.#held + taken > MOST_HELD) {
      throw new Refusal("rate_limited", "现在传照片的人太多，请过几秒再传");
    }
    this.#held += taken;
    try {
      return await work();
    } finally {
      this.#held -= taken;
    }
  }
}
