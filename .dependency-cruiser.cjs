/**
 * Who may import whom (DESIGN §2). Type imports count like any other: they bind just as well.
 * A folder may import itself and what stands on its line here, nothing else of ours.
 */
const CONTRACT = "^server/contract/";
const DOMAIN = "^server/domain/";
const KERNEL = "^server/kernel/";
const VIEWS = "^server/views/";
const IDENTITY = "^server/identity/";
const KIT = "^bots/kit/";
const DB = "^db/";
const BOARD_READER = "^server/contract/board\\.ts$";

/** Programs know every part, as main does. */
const PROGRAMS = "^db/seed\\.ts$";

const layers = [
  layer("contract", CONTRACT, []),
  layer("domain", DOMAIN, [CONTRACT]),
  // Rows have the domain's shapes, and generators name places by its rules; it never looks back.
  layer("db", DB, [CONTRACT, DOMAIN]),
  layer("kernel", KERNEL, [CONTRACT, DOMAIN, DB]),
  // A tally is put together once, in the loop, for bots and for people alike.
  layer("views", VIEWS, [CONTRACT, DOMAIN, DB, KERNEL]),
  layer("identity", IDENTITY, [CONTRACT, DOMAIN, DB]),
  layer("commands", "^server/commands/", [CONTRACT, DOMAIN, DB, KIT]),
  layer("bots-kit", KIT, [CONTRACT, DOMAIN, KERNEL]),
  // $1 is the folder itself: never another bot, never another edge.
  layer("bot", "^bots/(?!kit/)([^/]+)/", [CONTRACT, DOMAIN, KIT], "^bots/$1/"),
  layer(
    "edge",
    "^server/(http|realtime|board|clock|attachments)/",
    [CONTRACT, DOMAIN, KERNEL, VIEWS, IDENTITY],
    "^server/$1/",
  ),
  // A form judges its rules before it is sent, by the very code that judges them at arrival; what
  // is a command or a number of a person is seen alike here and there; and there is one arithmetic of
  // sums and of days, and one rule of what a board may show.
  layer("web", "^web/", [
    CONTRACT,
    "^server/domain/(count/exact|form/(board-values|judge|read-value|rules)|text/(invisible|masking)|time/(format-time|zone))\\.ts$",
  ]),
];

function layer(name, path, mayImport, itself = path) {
  return {
    name: `${name}-imports`,
    severity: "error",
    from: { path, pathNot: PROGRAMS },
    to: { path: "^(server|bots|db|web|tests)/", pathNot: [itself, ...mayImport] },
  };
}

function forbid(name, comment, from, to) {
  return { name, comment, severity: "error", from, to };
}

module.exports = {
  forbidden: [
    ...layers,
    forbid(
      "nobody-imports-main",
      "main.ts knows every part, no part knows it",
      {},
      { path: "^server/main\\.ts$" },
    ),
    forbid(
      "nobody-imports-tests",
      "the program runs without its tests",
      { pathNot: "^(tests/|vitest\\.config)" },
      { path: "^tests/" },
    ),
    forbid(
      "drizzle-only-in-db",
      "queries live in db/ by noun",
      { pathNot: "^(db/|tests/)" },
      { path: "^(node_modules/(drizzle-orm|postgres)/|bun:sqlite$)" },
    ),
    forbid(
      "contract-imports-zod",
      "shared with the web: no server, no I/O",
      { path: CONTRACT, pathNot: BOARD_READER },
      { pathNot: [CONTRACT, "^node_modules/zod/"] },
    ),
    forbid(
      "board-reader-imports-yjs",
      "third parties take it as it is",
      { path: BOARD_READER },
      { pathNot: [CONTRACT, "^node_modules/yjs/"] },
    ),
    forbid(
      "yjs-only-in-board",
      "one copy, one place (DESIGN §2)",
      { pathNot: ["^server/board/", BOARD_READER, "^web/src/lib/(sync|board)/", "^tests/"] },
      { path: "^node_modules/(yjs|y-protocols)/" },
    ),
    forbid(
      "line-only-in-sync",
      "state changes come in through one door (sync/apply.ts)",
      { pathNot: ["^web/src/lib/sync/", "^tests/"] },
      { path: "^node_modules/socket\\.io-client/" },
    ),
    forbid(
      "domain-is-pure",
      "no I/O; the libraries named here only calculate",
      { path: DOMAIN },
      {
        pathNot: [
          DOMAIN,
          CONTRACT,
          "^node_modules/(chinese-days/dist/.*json|pinyin-pro/|tyme4ts/)",
        ],
      },
    ),
    forbid(
      "no-cycles",
      "parts that need each other are one part; shapes may speak of each other (a command's run of its context), and a component of itself (a tree)",
      { path: "(.+)" },
      { pathNot: "^$1$", circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    ),
    forbid(
      "no-barrels",
      "import the file that has it",
      {},
      { path: "/index\\.ts$", pathNot: "^node_modules/" },
    ),
    forbid(
      "no-unresolved",
      "a typo, or a missing file; $app is what Kit makes during a build, the last what a test makes",
      {},
      { couldNotResolve: true, pathNot: ["^\\$app/", "^\\./openapi\\.d\\.ts$"] },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // Programs of their own, with packages that only `npm run bench` installs.
    exclude: { path: "^tests/bench/peers/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["bun", "import", "node", "types", "default"],
    },
    builtInModules: { add: ["bun", "bun:sqlite", "bun:test"] },
  },
};
