CREATE TABLE "note_update" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"document" text NOT NULL,
	"at" bigint NOT NULL,
	"update" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "note_update_document" ON "note_update" USING btree ("document","id");