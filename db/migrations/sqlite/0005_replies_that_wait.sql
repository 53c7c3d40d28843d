ALTER TABLE `reply` ADD `retired_by` text;--> statement-breakpoint
ALTER TABLE `target` ADD `pending` text;--> statement-breakpoint
ALTER TABLE `target` ADD `responded_offline` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `target` ADD `verified_how` text;--> statement-breakpoint
ALTER TABLE `target` ADD `submitted_reply` text;--> statement-breakpoint
UPDATE "target" SET "submitted_reply" = "reply" WHERE "submitted_at" IS NOT NULL;--> statement-breakpoint
UPDATE "target" SET "responded_offline" = "makeup_offline";--> statement-breakpoint
UPDATE "target" SET "pending" = (SELECT "r"."id" FROM "reply" AS "r" WHERE "r"."target" = "target"."id" AND "r"."state" = 'pending' ORDER BY "r"."version" DESC LIMIT 1);--> statement-breakpoint
UPDATE "reply" SET "state" = 'declined', "retired_by" = '改报' WHERE "state" = 'pending' AND "id" NOT IN (SELECT "pending" FROM "target" WHERE "pending" IS NOT NULL);
