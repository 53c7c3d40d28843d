ALTER TABLE `node` ADD `cut_off_at` integer;--> statement-breakpoint
ALTER TABLE `target` ADD `calls_failed` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `target` ADD `call_failed_at` integer;--> statement-breakpoint
ALTER TABLE `target` ADD `told_at` integer;--> statement-breakpoint
ALTER TABLE `target` ADD `passed_to` text;