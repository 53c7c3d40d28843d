import { defineConfig } from "drizzle-kit";
import { dialect } from "./db/columns.ts";

/** `npm run migrations` generates both dialects; DATABASE_URL picks the one of this run. */
export default defineConfig({
  dialect: dialect === "postgres" ? "postgresql" : "sqlite",
  schema: "./db/schema/*.ts",
  out: `./db/migrations/${dialect}`,
});
