import type { Edge } from "./edge.ts";

/** Where a phone is to go, and what to say where it cannot. */
export interface PhoneAddress {
  /** Origins to try, the likeliest first; no slash at the end. */
  origins: [string, ...string[]];
  /** A sentence where no phone can open them. */
  notice: string | null;
}

const UNREACHABLE =
  "这个地址手机打不开：请设置 PUBLIC_URL 为大家用的网址，或把 HOST 设为 0.0.0.0 并连上局域网，再重新发邀请";

/**
 * The public address, if the county has one; else the page the sender is at, unless only this
 * machine knows it by that name: then the machine's addresses on its network.
 */
export function phoneAddress(
  { identity, lan }: Pick<Edge, "identity" | "lan">,
  request: Request,
): PhoneAddress {
  if (identity.publicOrigin !== null) return { origins: [identity.publicOrigin], notice: null };
  const page = request.headers.get("origin");
  const ours = page !== null && identity.isTrustedOrigin(request);
  const here = new URL(ours ? page : new URL(request.url).origin);
  if (!isLocal(here.hostname)) return { origins: [here.origin], notice: null };
  const [first, ...more] = lan().map((host) => {
    // The port as it is, but no certificate is for a bare address.
    const { port } = here.protocol === "https:" ? new URL(request.url) : here;
    return `http://${host}${port === "" ? "" : `:${port}`}`;
  });
  if (first === undefined) return { origins: [here.origin], notice: UNREACHABLE };
  return { origins: [first, ...more], notice: null };
}

function isLocal(hostname: string): boolean {
  return /^(127\.|\[::1\]$|0\.0\.0\.0$|\[::\]$)|(^|\.)localhost$/.test(hostname);
}
