CREATE TABLE "link" (
	"from_item" text NOT NULL,
	"to_item" text NOT NULL,
	"word" text NOT NULL,
	"at" bigint NOT NULL,
	"person" text,
	CONSTRAINT "link_from_item_to_item_word_pk" PRIMARY KEY("from_item","to_item","word")
);
--> statement-breakpoint
INSERT INTO "link" SELECT "id", "basis", '依据', "at", "person" FROM "item" WHERE "basis" IS NOT NULL AND "round_of" IS NULL;--> statement-breakpoint
DROP INDEX "item_basis";--> statement-breakpoint
CREATE INDEX "link_to" ON "link" USING btree ("to_item","word");--> statement-breakpoint
ALTER TABLE "item" DROP COLUMN "basis";