import { describe, expect, it } from "vitest";
import { phoneAddress } from "../../server/http/phone-address.ts";
import { lanAddresses } from "../../server/lan-addresses.ts";

type Interfaces = ReturnType<NonNullable<Parameters<typeof lanAddresses>[1]>>;
const at = (address: string, family: "IPv4" | "IPv6" = "IPv4", internal = false) =>
  ({ address, family, internal }) as NonNullable<Interfaces[string]>[number];

const OFFICE: Interfaces = {
  lo: [at("127.0.0.1", "IPv4", true), at("::1", "IPv6", true)],
  docker0: [at("172.17.0.1")],
  "br-3f2a": [at("172.18.0.1")],
  vethab12: [at("169.254.9.9")],
  tailscale0: [at("100.64.0.3")],
  eth0: [at("fe80::1", "IPv6"), at("59.63.1.2")],
  wlan0: [at("192.168.7.5"), at("2408::7", "IPv6")],
  usb0: [at("169.254.1.1")],
};

describe("the machine's addresses", () => {
  it.each([
    ["0.0.0.0", ["192.168.7.5", "59.63.1.2"]],
    ["::", ["192.168.7.5", "59.63.1.2"]],
    ["127.0.0.1", []],
    ["::1", []],
    ["localhost", []],
    ["10.3.0.9", ["10.3.0.9"]],
    ["2408::7", ["[2408::7]"]],
  ])("on HOST=%s are %j", (host, addresses) => {
    expect(lanAddresses(host, () => OFFICE)).toEqual(addresses);
  });
});

describe("where a phone is to go", () => {
  const LAN = ["192.168.7.5", "59.63.1.2"];
  const ask = (
    url: string,
    {
      origin,
      publicOrigin = null,
      lan = LAN,
    }: {
      origin?: string;
      publicOrigin?: string | null;
      lan?: string[];
    },
  ) => {
    const identity = { publicOrigin, isTrustedOrigin: () => origin !== "https://evil.example" };
    const request = new Request(`${url}/api/commands`, { headers: origin ? { origin } : {} });
    return phoneAddress({ identity: identity as never, lan: () => lan }, request);
  };

  it.each([
    ["http://localhost:3000", {}, ["http://192.168.7.5:3000", "http://59.63.1.2:3000"]],
    ["http://127.0.0.1", {}, ["http://192.168.7.5", "http://59.63.1.2"]],
    ["http://[::1]:3000", { lan: ["10.0.0.2"] }, ["http://10.0.0.2:3000"]],
    ["http://localhost:3000", { publicOrigin: "https://ld.cn" }, ["https://ld.cn"]],
    ["http://127.0.0.1:3000", { origin: "https://ld.cn" }, ["https://ld.cn"]],
    ["http://192.168.7.5:3000", { origin: "https://evil.example" }, ["http://192.168.7.5:3000"]],
    ["http://192.168.9.9:3000", {}, ["http://192.168.9.9:3000"]],
  ])("from %s with %j is %j", (url, more, origins) => {
    expect(ask(url, more)).toEqual({ origins, notice: null });
  });

  it.each(["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"])(
    "from %s, where nothing else is known, is said to be out of reach",
    (url) => {
      const { origins, notice } = ask(url, { lan: [] });
      expect(origins).toEqual([url]);
      expect(notice).toMatch(/^这个地址手机打不开：请设置 PUBLIC_URL/);
    },
  );
});
