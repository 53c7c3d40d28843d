DROP INDEX "item_state";--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "running" bigint;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "terms" json DEFAULT '{"who":"nobody","posts":null,"fields":[],"rules":"","stages":[],"verify":false,"nilAllowed":true,"coverage":null,"route":"auto","ladder":null,"supervised":false,"respondMinutes":null,"dueMinutes":null,"submitBy":null,"series":null}'::json NOT NULL;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "urgency" text DEFAULT '平件' NOT NULL;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "phase" text DEFAULT 'open' NOT NULL;--> statement-breakpoint
CREATE INDEX "item_phase" ON "item" USING btree ("phase","kind");--> statement-breakpoint
CREATE INDEX "item_running" ON "item" USING btree ("kind","running");--> statement-breakpoint
UPDATE "item" SET
  "phase" = CASE "state" WHEN 'open' THEN 'open' ELSE 'ended' END,
  "urgency" = "spec"->>'urgency',
  "running" = ("spec"->>'running')::bigint,
  "terms" = (
    ("spec"::jsonb - ARRAY['scope', 'receipt', 'audience', 'urgency', 'running', 'households']) || jsonb_build_object(
      'who',
      CASE
        WHEN "kind" = 'notice' THEN 'nobody'
        WHEN "kind" = 'order' AND "spec"->>'receipt' = '无' THEN 'nobody'
        WHEN "spec"->>'receipt' = '全员' THEN 'person'
        ELSE 'place'
      END
    )
  )::json,
  "spec" = CASE "kind"
    WHEN 'order' THEN json_build_object('scope', "spec"->'scope', 'receipt', "spec"->'receipt')
    WHEN 'notice' THEN json_build_object('scope', "spec"->'scope', 'audience', "spec"->'audience', 'households', "spec"->'households')
    ELSE json_build_object('scope', "spec"->'scope')
  END;--> statement-breakpoint
UPDATE "item" SET "series_body" = NULL, "series_year" = NULL, "series_no" = NULL WHERE "kind" = 'special';
