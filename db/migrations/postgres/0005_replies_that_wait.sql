ALTER TABLE "reply" ADD COLUMN "retired_by" text;--> statement-breakpoint
ALTER TABLE "target" ADD COLUMN "pending" text;--> statement-breakpoint
ALTER TABLE "target" ADD COLUMN "responded_offline" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "target" ADD COLUMN "verified_how" text;--> statement-breakpoint
ALTER TABLE "target" ADD COLUMN "submitted_reply" text;--> statement-breakpoint
UPDATE "target" SET "submitted_reply" = "reply" WHERE "submitted_at" IS NOT NULL;--> statement-breakpoint
UPDATE "target" SET "responded_offline" = "makeup_offline";--> statement-breakpoint
UPDATE "target" SET "pending" = (SELECT "r"."id" FROM "reply" AS "r" WHERE "r"."target" = "target"."id" AND "r"."state" = 'pending' ORDER BY "r"."version" DESC LIMIT 1);--> statement-breakpoint
UPDATE "reply" SET "state" = 'declined', "retired_by" = '改报' WHERE "state" = 'pending' AND "id" NOT IN (SELECT "pending" FROM "target" WHERE "pending" IS NOT NULL);
