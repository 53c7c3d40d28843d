CREATE TABLE "ledger_row" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"ledger" text NOT NULL,
	"about" text NOT NULL,
	"dim" text NOT NULL,
	"row" json NOT NULL,
	"from_at" bigint NOT NULL,
	"to_at" bigint NOT NULL,
	"at" bigint NOT NULL,
	"person" text,
	"post" text,
	"source" text,
	"same" text NOT NULL,
	"item" text,
	"slot" text NOT NULL,
	"until" bigint
);
--> statement-breakpoint
CREATE TABLE "line" (
	"id" text PRIMARY KEY NOT NULL,
	"item" text NOT NULL,
	"n" bigint NOT NULL,
	"name" text NOT NULL,
	"about" text NOT NULL,
	"place" text,
	"person" text,
	"state" text NOT NULL,
	"row" json NOT NULL,
	"from_at" bigint,
	"to_at" bigint,
	"due_at" bigint,
	"at" bigint NOT NULL,
	"revision" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "page_subject" (
	"of" text NOT NULL,
	"node" text NOT NULL,
	"day" text NOT NULL,
	"position" bigint NOT NULL,
	"subject" text NOT NULL,
	"n" bigint NOT NULL,
	CONSTRAINT "page_subject_of_node_day_position_subject_pk" PRIMARY KEY("of","node","day","position","subject")
);
--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "about" text;--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_row_slot" ON "ledger_row" USING btree ("ledger","slot") WHERE "ledger_row"."until" is null;--> statement-breakpoint
CREATE INDEX "ledger_row_same" ON "ledger_row" USING btree ("ledger","same");--> statement-breakpoint
CREATE INDEX "ledger_row_about" ON "ledger_row" USING btree ("ledger","about","dim","id");--> statement-breakpoint
CREATE UNIQUE INDEX "line_of_item" ON "line" USING btree ("item","n");--> statement-breakpoint
CREATE INDEX "line_place" ON "line" USING btree ("place","from_at");--> statement-breakpoint
CREATE INDEX "line_person" ON "line" USING btree ("person","from_at");