CREATE TABLE `held` (
	`item` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`sent` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `item_about` ON `item` (`about`,`at`) WHERE "item"."about" is not null;