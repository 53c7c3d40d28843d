CREATE TABLE "assignment" (
	"id" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"post" text NOT NULL,
	"node" text NOT NULL,
	"serves" text,
	"source" text NOT NULL,
	"from_at" bigint NOT NULL,
	"to_at" bigint,
	"deputy_for" text
);
--> statement-breakpoint
CREATE TABLE "channel" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"node" text,
	"bot" text,
	"person" text,
	"last_seq" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "command" (
	"person" text NOT NULL,
	"cid" text NOT NULL,
	"hash" text NOT NULL,
	"at" bigint NOT NULL,
	"client_at" bigint,
	"channel" text,
	"name" text NOT NULL,
	"answer" json,
	CONSTRAINT "command_person_cid_pk" PRIMARY KEY("person","cid")
);
--> statement-breakpoint
CREATE TABLE "counter" (
	"key" text PRIMARY KEY NOT NULL,
	"n" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cursor" (
	"person" text NOT NULL,
	"channel" text NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "cursor_person_channel_pk" PRIMARY KEY("person","channel")
);
--> statement-breakpoint
CREATE TABLE "event" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"type" text NOT NULL,
	"person" text,
	"post" text,
	"bot" text,
	"node" text,
	"item" text,
	"data" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "held_push" (
	"person" text NOT NULL,
	"target" text NOT NULL,
	"item" text NOT NULL,
	"held_at" bigint NOT NULL,
	"release_at" bigint NOT NULL,
	CONSTRAINT "held_push_person_target_pk" PRIMARY KEY("person","target")
);
--> statement-breakpoint
CREATE TABLE "item" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"letter" text NOT NULL,
	"year" bigint NOT NULL,
	"month_day" text NOT NULL,
	"n" bigint NOT NULL,
	"series_body" text,
	"series_year" bigint,
	"series_no" bigint,
	"title" text NOT NULL,
	"body" text,
	"spec" json NOT NULL,
	"channel" text NOT NULL,
	"card" text,
	"person" text NOT NULL,
	"post" text NOT NULL,
	"node" text NOT NULL,
	"basis" text,
	"at" bigint NOT NULL,
	"respond_by" bigint,
	"due_at" bigint,
	"state" text NOT NULL,
	"ended_at" bigint,
	"end_reason" text
);
--> statement-breakpoint
CREATE TABLE "message" (
	"id" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"seq" bigint NOT NULL,
	"at" bigint NOT NULL,
	"kind" text NOT NULL,
	"person" text,
	"post" text,
	"bot" text,
	"text" text NOT NULL,
	"item" text,
	"node" text,
	"mentions" json NOT NULL,
	"ref" text,
	"quote" text,
	"replaced_by" text,
	"client_at" bigint
);
--> statement-breakpoint
CREATE TABLE "node" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL,
	"level" text NOT NULL,
	"parent" text,
	"code" text,
	"local" text,
	"name" text NOT NULL,
	"aliases" json NOT NULL,
	"virtual" boolean NOT NULL,
	"external" boolean NOT NULL,
	"households" bigint,
	"population" bigint,
	"migrants" bigint,
	"mode" text NOT NULL,
	"colour" text,
	"grade" text,
	"tags" json NOT NULL,
	"industry" text,
	"valid_from" text,
	"valid_to" text,
	"merged_into" text,
	"assumed" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "note_update" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"document" text NOT NULL,
	"at" bigint NOT NULL,
	"update" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"account" text NOT NULL,
	"name" text NOT NULL,
	"phone" text,
	CONSTRAINT "person_account_unique" UNIQUE("account")
);
--> statement-breakpoint
CREATE TABLE "prompt" (
	"id" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"channel" text NOT NULL,
	"kind" text NOT NULL,
	"expires_at" bigint NOT NULL,
	"data" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "push" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"at" bigint NOT NULL,
	"item" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reply" (
	"id" text PRIMARY KEY NOT NULL,
	"target" text NOT NULL,
	"item" text NOT NULL,
	"version" bigint NOT NULL,
	"at" bigint NOT NULL,
	"client_at" bigint,
	"person" text NOT NULL,
	"post" text NOT NULL,
	"via" text,
	"values" json NOT NULL,
	"nil" boolean NOT NULL,
	"note" text,
	"warnings" json NOT NULL,
	"stage" bigint NOT NULL,
	"state" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "setting" (
	"key" text PRIMARY KEY NOT NULL,
	"value" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tally" (
	"item" text NOT NULL,
	"node" text NOT NULL,
	"version" bigint NOT NULL,
	"expected" bigint DEFAULT 0 NOT NULL,
	"undispatched" bigint DEFAULT 0 NOT NULL,
	"acked" bigint DEFAULT 0 NOT NULL,
	"acked_on_time" bigint DEFAULT 0 NOT NULL,
	"acked_late" bigint DEFAULT 0 NOT NULL,
	"replied" bigint DEFAULT 0 NOT NULL,
	"replied_on_time" bigint DEFAULT 0 NOT NULL,
	"verified" bigint DEFAULT 0 NOT NULL,
	"submitted" bigint DEFAULT 0 NOT NULL,
	"overdue" bigint DEFAULT 0 NOT NULL,
	"makeup" bigint DEFAULT 0 NOT NULL,
	"makeup_offline" bigint DEFAULT 0 NOT NULL,
	"returned" bigint DEFAULT 0 NOT NULL,
	"difficulty" bigint DEFAULT 0 NOT NULL,
	"proxy_ack" bigint DEFAULT 0 NOT NULL,
	"proxy_reply" bigint DEFAULT 0 NOT NULL,
	"excused" bigint DEFAULT 0 NOT NULL,
	"not_reached" bigint DEFAULT 0 NOT NULL,
	"added" bigint DEFAULT 0 NOT NULL,
	"self_verified" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "tally_item_node_pk" PRIMARY KEY("item","node")
);
--> statement-breakpoint
CREATE TABLE "tally_sum" (
	"item" text NOT NULL,
	"node" text NOT NULL,
	"field" text NOT NULL,
	"n" bigint NOT NULL,
	CONSTRAINT "tally_sum_item_node_field_pk" PRIMARY KEY("item","node","field")
);
--> statement-breakpoint
CREATE TABLE "target" (
	"id" text PRIMARY KEY NOT NULL,
	"item" text NOT NULL,
	"node" text NOT NULL,
	"person" text DEFAULT '' NOT NULL,
	"gate" text,
	"position" bigint NOT NULL,
	"revision" bigint DEFAULT 0 NOT NULL,
	"dispatched_at" bigint,
	"supplement" text,
	"respond_by" bigint,
	"due_at" bigint,
	"remind_by" bigint,
	"acked_at" bigint,
	"acked_by" text,
	"acked_post" text,
	"acked_proxy" text,
	"ack_remark" text,
	"replied_at" bigint,
	"reply" text,
	"version" bigint DEFAULT 0 NOT NULL,
	"values" json,
	"reply_proxy" boolean DEFAULT false NOT NULL,
	"makeup" boolean DEFAULT false NOT NULL,
	"makeup_offline" boolean DEFAULT false NOT NULL,
	"stage" bigint DEFAULT 0 NOT NULL,
	"verified_at" bigint,
	"verified_by" text,
	"self_verified" boolean DEFAULT false NOT NULL,
	"submitted_at" bigint,
	"returned_at" bigint,
	"return_reason" text,
	"overdue" boolean DEFAULT false NOT NULL,
	"excused_at" bigint,
	"excuse_reason" text,
	"difficulty" text,
	"difficulty_at" bigint,
	"not_reached_at" bigint,
	"added" boolean DEFAULT false NOT NULL,
	"step" bigint
);
--> statement-breakpoint
CREATE TABLE "timer" (
	"rule" text NOT NULL,
	"key" text NOT NULL,
	"due_at" bigint NOT NULL,
	"fired_at" bigint,
	CONSTRAINT "timer_rule_key_due_at_pk" PRIMARY KEY("rule","key","due_at")
);
--> statement-breakpoint
CREATE INDEX "assignment_person" ON "assignment" USING btree ("person");--> statement-breakpoint
CREATE INDEX "assignment_node" ON "assignment" USING btree ("node");--> statement-breakpoint
CREATE INDEX "command_at" ON "command" USING btree ("at");--> statement-breakpoint
CREATE INDEX "event_item" ON "event" USING btree ("item","seq");--> statement-breakpoint
CREATE INDEX "held_push_release" ON "held_push" USING btree ("release_at");--> statement-breakpoint
CREATE INDEX "item_short" ON "item" USING btree ("month_day","n");--> statement-breakpoint
CREATE UNIQUE INDEX "item_series" ON "item" USING btree ("kind","series_body","series_year","series_no");--> statement-breakpoint
CREATE INDEX "item_state" ON "item" USING btree ("state","kind");--> statement-breakpoint
CREATE UNIQUE INDEX "message_seq" ON "message" USING btree ("channel","seq");--> statement-breakpoint
CREATE INDEX "message_item" ON "message" USING btree ("item");--> statement-breakpoint
CREATE INDEX "node_parent" ON "node" USING btree ("parent");--> statement-breakpoint
CREATE INDEX "note_update_document" ON "note_update" USING btree ("document","id");--> statement-breakpoint
CREATE INDEX "prompt_person" ON "prompt" USING btree ("person","channel");--> statement-breakpoint
CREATE INDEX "push_person" ON "push" USING btree ("person","at");--> statement-breakpoint
CREATE UNIQUE INDEX "reply_version" ON "reply" USING btree ("target","version");--> statement-breakpoint
CREATE INDEX "reply_item" ON "reply" USING btree ("item");--> statement-breakpoint
CREATE UNIQUE INDEX "target_of_item" ON "target" USING btree ("item","node","person");--> statement-breakpoint
CREATE INDEX "target_order" ON "target" USING btree ("item","position");--> statement-breakpoint
CREATE INDEX "target_node" ON "target" USING btree ("node");--> statement-breakpoint
CREATE INDEX "timer_due" ON "timer" USING btree ("fired_at","due_at");