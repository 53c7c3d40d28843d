CREATE TABLE `note_update` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`document` text NOT NULL,
	`at` integer NOT NULL,
	`update` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `note_update_document` ON `note_update` (`document`,`id`);