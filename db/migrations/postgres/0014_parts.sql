ALTER TABLE "target" RENAME COLUMN "person" TO "part";--> statement-breakpoint
DROP INDEX "target_of_item";--> statement-breakpoint
CREATE UNIQUE INDEX "target_of_item" ON "target" USING btree ("item","node","part");