CREATE TABLE "attachment" (
	"id" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"cid" text NOT NULL,
	"hash" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" bigint NOT NULL,
	"width" bigint,
	"height" bigint,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attachment_bytes" (
	"attachment" text PRIMARY KEY NOT NULL,
	"full" "bytea" NOT NULL,
	"preview" "bytea"
);
--> statement-breakpoint
CREATE TABLE "attachment_use" (
	"attachment" text NOT NULL,
	"at" text NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "attachment_use_attachment_at_pk" PRIMARY KEY("attachment","at")
);
--> statement-breakpoint
CREATE TABLE "mention" (
	"person" text NOT NULL,
	"message" text NOT NULL,
	"channel" text NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "mention_person_message_pk" PRIMARY KEY("person","message")
);
--> statement-breakpoint
ALTER TABLE "command" ADD COLUMN "undo" json;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "round_of" text;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "round" bigint;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "attachments" json DEFAULT '[]'::json NOT NULL;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "before" text;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "recalled_at" bigint;--> statement-breakpoint
CREATE UNIQUE INDEX "attachment_cid" ON "attachment" USING btree ("person","cid");--> statement-breakpoint
CREATE INDEX "mention_message" ON "mention" USING btree ("message");--> statement-breakpoint
CREATE UNIQUE INDEX "item_round" ON "item" USING btree ("round_of","round");