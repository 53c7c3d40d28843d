import { bots } from "./bots.ts";
import { afterMorning, demoCast, prepareCounty } from "./demo.ts";
import { type Env, readEnv } from "./env.ts";
import { mustBeFree } from "./free-port.ts";
import { createLog } from "./http/log.ts";
import { lanAddresses } from "./lan-addresses.ts";
import { listen } from "./listen.ts";
import { openParts } from "./parts.ts";
import { keptSecret } from "./secret.ts";
import { startSystem } from "./system.ts";

/** The composition root: settings, database, kernel, clock, HTTP; in this order up, and back down. */
try {
  await start(readEnv(process.env));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

async function start(env: Env): Promise<void> {
  mustBeFree(env);
  const log = createLog(env.logLevel);
  const secret = env.secret ?? keptSecret(env.dataFolder);
  const { databaseUrl, publicUrl, clock } = env;
  const open = () => openParts({ databaseUrl, secret, publicUrl });
  const say = (line: string) => console.log(line);
  const empty = await open();
  await prepareCounty(empty, env, say);
  const parts = env.morning ? await afterMorning(empty, open, { log, say }) : empty;
  const lan = () => lanAddresses(env.host);
  const cast = env.demo ? await demoCast(parts) : [];
  const system = await startSystem(parts, { bots, clock, log, cast, lan });
  const server = listen(system, env);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await server.stop();
    await system.close();
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop());
  process.on("SIGINT", () => void stop());

  console.log(`listening on http://127.0.0.1:${server.port}`);
  for (const address of lan())
    console.log(`手机在同一网络可打开 phones: http://${address}:${server.port}`);
  if (cast.length > 0) console.log("demo sign-ins (account, password, post):");
  for (const { account, password, about } of cast)
    console.log(`  ${account}\t${password}\t${about}`);
}
