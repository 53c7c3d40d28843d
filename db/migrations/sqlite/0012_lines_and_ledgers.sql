CREATE TABLE `ledger_row` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`ledger` text NOT NULL,
	`about` text NOT NULL,
	`dim` text NOT NULL,
	`row` text NOT NULL,
	`from_at` integer NOT NULL,
	`to_at` integer NOT NULL,
	`at` integer NOT NULL,
	`person` text,
	`post` text,
	`source` text,
	`same` text NOT NULL,
	`item` text,
	`slot` text NOT NULL,
	`until` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_row_slot` ON `ledger_row` (`ledger`,`slot`) WHERE "ledger_row"."until" is null;--> statement-breakpoint
CREATE INDEX `ledger_row_same` ON `ledger_row` (`ledger`,`same`);--> statement-breakpoint
CREATE INDEX `ledger_row_about` ON `ledger_row` (`ledger`,`about`,`dim`,`id`);--> statement-breakpoint
CREATE TABLE `line` (
	`id` text PRIMARY KEY NOT NULL,
	`item` text NOT NULL,
	`n` integer NOT NULL,
	`name` text NOT NULL,
	`about` text NOT NULL,
	`place` text,
	`person` text,
	`state` text NOT NULL,
	`row` text NOT NULL,
	`from_at` integer,
	`to_at` integer,
	`due_at` integer,
	`at` integer NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `line_of_item` ON `line` (`item`,`n`);--> statement-breakpoint
CREATE INDEX `line_place` ON `line` (`place`,`from_at`);--> statement-breakpoint
CREATE INDEX `line_person` ON `line` (`person`,`from_at`);--> statement-breakpoint
CREATE TABLE `page_subject` (
	`of` text NOT NULL,
	`node` text NOT NULL,
	`day` text NOT NULL,
	`position` integer NOT NULL,
	`subject` text NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`of`, `node`, `day`, `position`, `subject`)
);
--> statement-breakpoint
ALTER TABLE `item` ADD `about` text;