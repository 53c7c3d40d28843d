CREATE TABLE `link` (
	`from_item` text NOT NULL,
	`to_item` text NOT NULL,
	`word` text NOT NULL,
	`at` integer NOT NULL,
	`person` text,
	PRIMARY KEY(`from_item`, `to_item`, `word`)
);
--> statement-breakpoint
CREATE INDEX `link_to` ON `link` (`to_item`,`word`);--> statement-breakpoint
INSERT INTO `link` SELECT `id`, `basis`, '依据', `at`, `person` FROM `item` WHERE `basis` IS NOT NULL AND `round_of` IS NULL;--> statement-breakpoint
DROP INDEX `item_basis`;--> statement-breakpoint
ALTER TABLE `item` DROP COLUMN `basis`;