import { readdirSync, readFileSync } from "node:fs";
import { createServer, request, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const BUILT = fileURLToPath(new URL("../../../web/build/", import.meta.url));
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

export interface TwoBuilds {
  url: string;
  /** From now on the newer build is there, and nothing of the older one. */
  renew(): void;
  /** The newer build's own files, as addresses. */
  files: string[];
  /** Whether what is written reaches the program. */
  takesCommands: boolean;
  stop(): Promise<void>;
}

/**
 * A door before the program, behind which a newer build of the web can be put: the same one, with
 * another version, and another name for every file that is named by its content.
 */
export async function twoBuilds(program: string): Promise<TwoBuilds> {
  const files = newerBuild();
  let isNew = false;
  const answerOfBuild = (path: string, accept: string, response: ServerResponse): boolean => {
    const isPage = accept.includes("text/html");
    const found = files.get(isPage ? "/index.html" : path);
    if (!found && !path.startsWith("/_app/")) return false;
    const type = TYPES[isPage ? ".html" : extname(path)] ?? "application/octet-stream";
    response.writeHead(found ? 200 : 404, { "content-type": type, "cache-control": "no-cache" });
    response.end(found);
    return true;
  };
  const door = createServer((asked, response) => {
    const { pathname } = new URL(asked.url!, program);
    if (isNew && answerOfBuild(pathname, asked.headers.accept ?? "", response)) return;
    if (!builds.takesCommands && asked.method === "POST" && pathname === "/api/commands") {
      response.writeHead(502).end();
      return;
    }
    const { method, headers } = asked;
    const passed = request(new URL(asked.url!, program), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", () => response.destroy());
    asked.pipe(passed);
  });
  door.on("upgrade", (asked, socket, head) => {
    const { hostname, port } = new URL(program);
    const on = connect(Number(port), hostname, () => {
      const lines = Object.entries(asked.headers).map(([name, value]) => `${name}: ${value}`);
      on.write(`GET ${asked.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      on.write(head);
      on.pipe(socket).pipe(on);
    });
    on.on("error", () => socket.destroy());
    socket.on("error", () => on.destroy());
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  const builds: TwoBuilds = {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    renew: () => {
      isNew = true;
    },
    files: [...files.keys()].filter((path) => path.startsWith("/_app/immutable/")),
    takesCommands: true,
    stop: () => {
      door.closeAllConnections();
      return new Promise((resolve) => door.close(() => resolve()));
    },
  };
  return builds;
}

/** The build with other names, by address. */
function newerBuild(): Map<string, Buffer> {
  const names = readdirSync(BUILT, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.(html|js|css|json|svg|png|webmanifest)$/.test(name),
  );
  const { version } = JSON.parse(readFileSync(join(BUILT, "_app", "version.json"), "utf8"));
  const hashes = names.flatMap(
    (name) => /_app\/immutable\/.*?([\w-]{8})\.\w+$/.exec(name)?.[1] ?? [],
  );
  const known = new Set(hashes);
  const rename = (text: string) =>
    text
      .replaceAll(version, `${Number(version) + 1}`)
      .replace(/[\w-]{8}(?=\.(?:js|css)\b)/g, (hash) => (known.has(hash) ? `${hash}-2` : hash));
  const files = new Map<string, Buffer>();
  for (const name of names) {
    const file = readFileSync(join(BUILT, name));
    const isText = /\.(html|js|css|json)$/.test(name);
    files.set(`/${rename(name)}`, isText ? Buffer.from(rename(file.toString())) : file);
  }
  return files;
}
