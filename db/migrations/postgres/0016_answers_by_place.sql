DROP INDEX "target_node";--> statement-breakpoint
CREATE INDEX "target_node" ON "target" USING btree ("node","replied_at");