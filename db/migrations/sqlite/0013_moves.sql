CREATE TABLE `node_move` (
	`node` text NOT NULL,
	`parent` text NOT NULL,
	`until` integer NOT NULL,
	PRIMARY KEY(`node`, `until`)
);
--> statement-breakpoint
CREATE INDEX `line_about` ON `line` (`about`);