ALTER TABLE "node" ADD COLUMN "cut_off_at" bigint;--> statement-breakpoint
ALTER TABLE "target" ADD COLUMN "calls_failed" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "target" ADD COLUMN "call_failed_at" bigint;--> statement-breakpoint
ALTER TABLE "target" ADD COLUMN "told_at" bigint;--> statement-breakpoint
ALTER TABLE "target" ADD COLUMN "passed_to" text;