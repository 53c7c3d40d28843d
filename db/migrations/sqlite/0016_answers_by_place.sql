DROP INDEX `target_node`;--> statement-breakpoint
CREATE INDEX `target_node` ON `target` (`node`,`replied_at`);