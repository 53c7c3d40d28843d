import { networkInterfaces } from "node:os";

/** Interfaces of the machine's own making: bridges to containers, virtual machines, tunnels. */
const VIRTUAL =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|cali|podman|lxc|tun|tap|utun|wg|zt|tailscale|awdl|llw|vethernet)|hyper-v|wsl|vmware|virtualbox/i;
const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;
/** A machine without an address gives itself one of these; nobody else can use it. */
const LINK_LOCAL = /^169\.254\./;
const LOOPBACK = /^(127\.|::1$|localhost$)/;

type Interfaces = ReturnType<typeof networkInterfaces>;

/**
 * The addresses under which phones on the same network reach this machine, private ones first;
 * none where the server listens to the machine alone.
 * @param host what the server listens on
 */
export function lanAddresses(
  host: string,
  interfaces: () => Interfaces = networkInterfaces,
): string[] {
  if (LOOPBACK.test(host)) return [];
  if (host !== "0.0.0.0" && host !== "::") return [host.includes(":") ? `[${host}]` : host];
  const found = Object.entries(interfaces()).flatMap(([name, addresses = []]) =>
    VIRTUAL.test(name)
      ? []
      : addresses.flatMap(({ family, internal, address }) =>
          family === "IPv4" && !internal && !LINK_LOCAL.test(address) ? address : [],
        ),
  );
  return [...found.filter(isPrivate), ...found.filter((address) => !isPrivate(address))];
}

function isPrivate(address: string): boolean {
  return PRIVATE.test(address);
}
