CREATE TABLE "controlled_phone" (
	"id" text PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"person" text NOT NULL,
	"node" text NOT NULL,
	"item" text,
	"message" text,
	"number" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "controlled_phone_message" ON "controlled_phone" USING btree ("message");--> statement-breakpoint
CREATE INDEX "controlled_phone_item" ON "controlled_phone" USING btree ("item","node");