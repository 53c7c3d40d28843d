import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** Below this the headers weigh more than is saved. Bytes. */
const WORTHWHILE = 1024;
/** As small as gzip's best on our answers at a fifth of the time; 11 would take a second for a county. */
const BROTLI_QUALITY = 4;

/**
 * What is whole in memory when it is answered: JSON and pages. Photos and recordings are packed
 * already, files are asked for by ranges, and an event stream must not wait for its end.
 */
const PACKED = /^(application\/json|text\/html)\s*(;|$)/i;

/** The same answer, packed as the request accepts it; done beside the thread that answers others. */
export async function compressed(request: Request, response: Response): Promise<Response> {
  const { headers } = response;
  const type = headers.get("content-type") ?? "";
  if (!PACKED.test(type) || headers.has("content-encoding") || response.body === null) {
    return response;
  }
  headers.append("vary", "accept-encoding");
  const coding = codingOf(request.headers.get("accept-encoding") ?? "");
  if (coding === null) return response;
  const body = new Uint8Array(await response.arrayBuffer());
  const init = { status: response.status, statusText: response.statusText, headers };
  if (body.length < WORTHWHILE) return new Response(body, init);
  headers.set("content-encoding", coding);
  headers.delete("content-length");
  return new Response(await packed(coding, body), init);
}

type Coding = "br" | "gzip";

/** Brotli before gzip; `q=0` refuses one (RFC 9110 §12.5.3), `*` means any not named. */
function codingOf(accepted: string): Coding | null {
  const weights = new Map(
    accepted.split(",").map((part) => {
      const [name = "", ...parameters] = part.split(";").map((word) => word.trim().toLowerCase());
      const q = parameters.find((parameter) => parameter.startsWith("q="));
      return [name, q === undefined ? 1 : Number(q.slice(2))];
    }),
  );
  const isWanted = (coding: Coding) => (weights.get(coding) ?? weights.get("*") ?? 0) > 0;
  return (["br", "gzip"] as const).find(isWanted) ?? null;
}

function packed(coding: Coding, body: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  if (coding === "gzip") return toGzip(body) as Promise<Uint8Array<ArrayBuffer>>;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  };
  return toBrotli(body, { params }) as Promise<Uint8Array<ArrayBuffer>>;
}
