import { Database } from "bun:sqlite";

/** A program for Bun: prints how many replies the database file holds. */
const database = new Database(process.argv[2], { readonly: true });
const row = database.query<{ n: number }, []>("SELECT count(*) AS n FROM reply").get();
process.stdout.write(String(row!.n));
