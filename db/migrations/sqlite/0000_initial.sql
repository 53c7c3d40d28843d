CREATE TABLE `assignment` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`post` text NOT NULL,
	`node` text NOT NULL,
	`serves` text,
	`source` text NOT NULL,
	`from_at` integer NOT NULL,
	`to_at` integer,
	`deputy_for` text
);
--> statement-breakpoint
CREATE INDEX `assignment_person` ON `assignment` (`person`);--> statement-breakpoint
CREATE INDEX `assignment_node` ON `assignment` (`node`);--> statement-breakpoint
CREATE TABLE `channel` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`node` text,
	`bot` text,
	`person` text,
	`last_seq` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `command` (
	`person` text NOT NULL,
	`cid` text NOT NULL,
	`hash` text NOT NULL,
	`at` integer NOT NULL,
	`client_at` integer,
	`channel` text,
	`name` text NOT NULL,
	`answer` text,
	PRIMARY KEY(`person`, `cid`)
);
--> statement-breakpoint
CREATE INDEX `command_at` ON `command` (`at`);--> statement-breakpoint
CREATE TABLE `counter` (
	`key` text PRIMARY KEY NOT NULL,
	`n` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `cursor` (
	`person` text NOT NULL,
	`channel` text NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`person`, `channel`)
);
--> statement-breakpoint
CREATE TABLE `event` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`person` text,
	`post` text,
	`bot` text,
	`node` text,
	`item` text,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `event_item` ON `event` (`item`,`seq`);--> statement-breakpoint
CREATE TABLE `held_push` (
	`person` text NOT NULL,
	`target` text NOT NULL,
	`item` text NOT NULL,
	`held_at` integer NOT NULL,
	`release_at` integer NOT NULL,
	PRIMARY KEY(`person`, `target`)
);
--> statement-breakpoint
CREATE INDEX `held_push_release` ON `held_push` (`release_at`);--> statement-breakpoint
CREATE TABLE `item` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`label` text NOT NULL,
	`letter` text NOT NULL,
	`year` integer NOT NULL,
	`month_day` text NOT NULL,
	`n` integer NOT NULL,
	`series_body` text,
	`series_year` integer,
	`series_no` integer,
	`title` text NOT NULL,
	`body` text,
	`spec` text NOT NULL,
	`channel` text NOT NULL,
	`card` text,
	`person` text NOT NULL,
	`post` text NOT NULL,
	`node` text NOT NULL,
	`basis` text,
	`at` integer NOT NULL,
	`respond_by` integer,
	`due_at` integer,
	`state` text NOT NULL,
	`ended_at` integer,
	`end_reason` text
);
--> statement-breakpoint
CREATE INDEX `item_short` ON `item` (`month_day`,`n`);--> statement-breakpoint
CREATE UNIQUE INDEX `item_series` ON `item` (`kind`,`series_body`,`series_year`,`series_no`);--> statement-breakpoint
CREATE INDEX `item_state` ON `item` (`state`,`kind`);--> statement-breakpoint
CREATE TABLE `message` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`person` text,
	`post` text,
	`bot` text,
	`text` text NOT NULL,
	`item` text,
	`node` text,
	`mentions` text NOT NULL,
	`ref` text,
	`quote` text,
	`replaced_by` text,
	`client_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `message_seq` ON `message` (`channel`,`seq`);--> statement-breakpoint
CREATE INDEX `message_item` ON `message` (`item`);--> statement-breakpoint
CREATE TABLE `node` (
	`id` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`level` text NOT NULL,
	`parent` text,
	`code` text,
	`local` text,
	`name` text NOT NULL,
	`aliases` text NOT NULL,
	`virtual` integer NOT NULL,
	`external` integer NOT NULL,
	`households` integer,
	`population` integer,
	`migrants` integer,
	`mode` text NOT NULL,
	`colour` text,
	`grade` text,
	`tags` text NOT NULL,
	`industry` text,
	`valid_from` text,
	`valid_to` text,
	`merged_into` text,
	`assumed` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `node_parent` ON `node` (`parent`);--> statement-breakpoint
CREATE TABLE `note_update` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`document` text NOT NULL,
	`at` integer NOT NULL,
	`update` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `note_update_document` ON `note_update` (`document`,`id`);--> statement-breakpoint
CREATE TABLE `person` (
	`id` text PRIMARY KEY NOT NULL,
	`account` text NOT NULL,
	`name` text NOT NULL,
	`phone` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `person_account_unique` ON `person` (`account`);--> statement-breakpoint
CREATE TABLE `prompt` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`channel` text NOT NULL,
	`kind` text NOT NULL,
	`expires_at` integer NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `prompt_person` ON `prompt` (`person`,`channel`);--> statement-breakpoint
CREATE TABLE `push` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person` text NOT NULL,
	`at` integer NOT NULL,
	`item` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `push_person` ON `push` (`person`,`at`);--> statement-breakpoint
CREATE TABLE `reply` (
	`id` text PRIMARY KEY NOT NULL,
	`target` text NOT NULL,
	`item` text NOT NULL,
	`version` integer NOT NULL,
	`at` integer NOT NULL,
	`client_at` integer,
	`person` text NOT NULL,
	`post` text NOT NULL,
	`via` text,
	`values` text NOT NULL,
	`nil` integer NOT NULL,
	`note` text,
	`warnings` text NOT NULL,
	`stage` integer NOT NULL,
	`state` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reply_version` ON `reply` (`target`,`version`);--> statement-breakpoint
CREATE INDEX `reply_item` ON `reply` (`item`);--> statement-breakpoint
CREATE TABLE `setting` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `tally` (
	`item` text NOT NULL,
	`node` text NOT NULL,
	`version` integer NOT NULL,
	`expected` integer DEFAULT 0 NOT NULL,
	`undispatched` integer DEFAULT 0 NOT NULL,
	`acked` integer DEFAULT 0 NOT NULL,
	`acked_on_time` integer DEFAULT 0 NOT NULL,
	`acked_late` integer DEFAULT 0 NOT NULL,
	`replied` integer DEFAULT 0 NOT NULL,
	`replied_on_time` integer DEFAULT 0 NOT NULL,
	`verified` integer DEFAULT 0 NOT NULL,
	`submitted` integer DEFAULT 0 NOT NULL,
	`overdue` integer DEFAULT 0 NOT NULL,
	`makeup` integer DEFAULT 0 NOT NULL,
	`makeup_offline` integer DEFAULT 0 NOT NULL,
	`returned` integer DEFAULT 0 NOT NULL,
	`difficulty` integer DEFAULT 0 NOT NULL,
	`proxy_ack` integer DEFAULT 0 NOT NULL,
	`proxy_reply` integer DEFAULT 0 NOT NULL,
	`excused` integer DEFAULT 0 NOT NULL,
	`not_reached` integer DEFAULT 0 NOT NULL,
	`added` integer DEFAULT 0 NOT NULL,
	`self_verified` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`item`, `node`)
);
--> statement-breakpoint
CREATE TABLE `tally_sum` (
	`item` text NOT NULL,
	`node` text NOT NULL,
	`field` text NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`item`, `node`, `field`)
);
--> statement-breakpoint
CREATE TABLE `target` (
	`id` text PRIMARY KEY NOT NULL,
	`item` text NOT NULL,
	`node` text NOT NULL,
	`person` text DEFAULT '' NOT NULL,
	`gate` text,
	`position` integer NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`dispatched_at` integer,
	`supplement` text,
	`respond_by` integer,
	`due_at` integer,
	`remind_by` integer,
	`acked_at` integer,
	`acked_by` text,
	`acked_post` text,
	`acked_proxy` text,
	`ack_remark` text,
	`replied_at` integer,
	`reply` text,
	`version` integer DEFAULT 0 NOT NULL,
	`values` text,
	`reply_proxy` integer DEFAULT false NOT NULL,
	`makeup` integer DEFAULT false NOT NULL,
	`makeup_offline` integer DEFAULT false NOT NULL,
	`stage` integer DEFAULT 0 NOT NULL,
	`verified_at` integer,
	`verified_by` text,
	`self_verified` integer DEFAULT false NOT NULL,
	`submitted_at` integer,
	`returned_at` integer,
	`return_reason` text,
	`overdue` integer DEFAULT false NOT NULL,
	`excused_at` integer,
	`excuse_reason` text,
	`difficulty` text,
	`difficulty_at` integer,
	`not_reached_at` integer,
	`added` integer DEFAULT false NOT NULL,
	`step` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `target_of_item` ON `target` (`item`,`node`,`person`);--> statement-breakpoint
CREATE INDEX `target_order` ON `target` (`item`,`position`);--> statement-breakpoint
CREATE INDEX `target_node` ON `target` (`node`);--> statement-breakpoint
CREATE TABLE `timer` (
	`rule` text NOT NULL,
	`key` text NOT NULL,
	`due_at` integer NOT NULL,
	`fired_at` integer,
	PRIMARY KEY(`rule`, `key`, `due_at`)
);
--> statement-breakpoint
CREATE INDEX `timer_due` ON `timer` (`fired_at`,`due_at`);