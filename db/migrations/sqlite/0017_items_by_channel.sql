DROP INDEX `item_at`;--> statement-breakpoint
CREATE INDEX `item_channel` ON `item` (`channel`,`phase`);