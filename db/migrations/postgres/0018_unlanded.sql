ALTER TABLE "item" ADD COLUMN "unlanded_until" bigint;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "last_act" bigint;--> statement-breakpoint
CREATE INDEX "item_unlanded" ON "item" USING btree ("unlanded_until") WHERE "item"."unlanded_until" is not null;