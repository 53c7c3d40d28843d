ALTER TABLE `item` ADD `unlanded_until` integer;--> statement-breakpoint
ALTER TABLE `item` ADD `last_act` integer;--> statement-breakpoint
CREATE INDEX `item_unlanded` ON `item` (`unlanded_until`) WHERE "item"."unlanded_until" is not null;