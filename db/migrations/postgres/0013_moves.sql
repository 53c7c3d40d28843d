CREATE TABLE "node_move" (
	"node" text NOT NULL,
	"parent" text NOT NULL,
	"until" bigint NOT NULL,
	CONSTRAINT "node_move_node_until_pk" PRIMARY KEY("node","until")
);
--> statement-breakpoint
CREATE INDEX "line_about" ON "line" USING btree ("about");