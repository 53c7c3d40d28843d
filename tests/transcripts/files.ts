import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { z } from "zod";
import { AttachmentView } from "#contract/nouns";
import type { Client } from "./client.ts";
import type { Stage } from "./stage.ts";

const PICTURE = /\.(jpe?g|png)$/i;

/**
 * Sends a file ahead of the message that will name it.
 * @param cid of the upload, so that sending it again is told apart from another
 * @returns its id
 * @throws Error when there is no such file, or the server will not have it
 */
export async function uploaded(
  name: string,
  cid: string,
  client: Client,
  stage: Stage,
): Promise<string> {
  const { status, body } = await client.upload(name, cid, await bytesOf(name, stage.folder));
  const { data, error } = AttachmentView.safeParse(body);
  if (status !== 200) throw new Error(`${name} was not taken: ${status} ${JSON.stringify(body)}`);
  if (error)
    throw new Error(`/api/attachments answers in another shape: ${z.prettifyError(error)}`);
  return data.id;
}

/** A file beside the transcript; a picture that is not there is made, small and real. */
async function bytesOf(name: string, folder: string): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(folder, name);
  if (existsSync(path)) return new Uint8Array(readFileSync(path));
  const [, kind] = PICTURE.exec(name) ?? [];
  if (!kind) {
    throw new Error(
      `there is no ${name} beside the transcript; only .jpg and .png are made for it`,
    );
  }
  const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: "seagreen" } });
  return new Uint8Array(
    await picture.toFormat(kind.toLowerCase() === "png" ? "png" : "jpeg").toBuffer(),
  );
}
