CREATE TABLE "held" (
	"item" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"sent" json NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "item_about" ON "item" USING btree ("about","at") WHERE "item"."about" is not null;