CREATE TABLE `attachment` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`cid` text NOT NULL,
	`hash` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`size` integer NOT NULL,
	`width` integer,
	`height` integer,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `attachment_cid` ON `attachment` (`person`,`cid`);--> statement-breakpoint
CREATE TABLE `attachment_bytes` (
	`attachment` text PRIMARY KEY NOT NULL,
	`full` blob NOT NULL,
	`preview` blob
);
--> statement-breakpoint
CREATE TABLE `attachment_use` (
	`attachment` text NOT NULL,
	`at` text NOT NULL,
	`kind` text NOT NULL,
	PRIMARY KEY(`attachment`, `at`)
);
--> statement-breakpoint
CREATE TABLE `mention` (
	`person` text NOT NULL,
	`message` text NOT NULL,
	`channel` text NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`person`, `message`)
);
--> statement-breakpoint
CREATE INDEX `mention_message` ON `mention` (`message`);--> statement-breakpoint
ALTER TABLE `command` ADD `undo` text;--> statement-breakpoint
ALTER TABLE `item` ADD `round_of` text;--> statement-breakpoint
ALTER TABLE `item` ADD `round` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `item_round` ON `item` (`round_of`,`round`);--> statement-breakpoint
ALTER TABLE `message` ADD `attachments` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `message` ADD `before` text;--> statement-breakpoint
ALTER TABLE `message` ADD `recalled_at` integer;