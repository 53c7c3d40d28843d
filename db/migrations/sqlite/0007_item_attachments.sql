CREATE INDEX `attachment_use_at` ON `attachment_use` (`at`);--> statement-breakpoint
CREATE INDEX `message_quote` ON `message` (`quote`) WHERE "message"."quote" is not null;