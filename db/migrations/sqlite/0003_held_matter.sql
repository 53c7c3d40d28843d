PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_held_push` (
	`person` text NOT NULL,
	`target` text NOT NULL,
	`about` text DEFAULT 'answer' NOT NULL,
	`item` text NOT NULL,
	`held_at` integer NOT NULL,
	`release_at` integer NOT NULL,
	PRIMARY KEY(`person`, `target`, `about`)
);
--> statement-breakpoint
INSERT INTO `__new_held_push`("person", "target", "about", "item", "held_at", "release_at") SELECT "person", "target", 'answer', "item", "held_at", "release_at" FROM `held_push`;--> statement-breakpoint
DROP TABLE `held_push`;--> statement-breakpoint
ALTER TABLE `__new_held_push` RENAME TO `held_push`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `held_push_release` ON `held_push` (`release_at`);