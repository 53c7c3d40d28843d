CREATE TABLE "item_sight" (
	"item" text NOT NULL,
	"vantage" text NOT NULL,
	"asked" boolean NOT NULL,
	"open" boolean NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "item_sight_item_vantage_pk" PRIMARY KEY("item","vantage")
);
--> statement-breakpoint
CREATE INDEX "item_sight_list" ON "item_sight" USING btree ("vantage","open","asked","at","item");--> statement-breakpoint
CREATE INDEX "item_at" ON "item" USING btree ("at");--> statement-breakpoint
CREATE INDEX "item_basis" ON "item" USING btree ("basis") WHERE "item"."basis" is not null;--> statement-breakpoint
CREATE INDEX "target_gate" ON "target" USING btree ("item","gate");--> statement-breakpoint
INSERT INTO item_sight (item, vantage, asked, open, at)
WITH RECURSIVE seen (item, node, asked) AS (
  SELECT item, node, 1 FROM target
  UNION SELECT id, node, 0 FROM item
  UNION SELECT seen.item, node.parent, 0 FROM seen JOIN node ON node.id = seen.node WHERE node.parent IS NOT NULL
)
SELECT item.id, seen.node, max(seen.asked) = 1, item.phase = 'open', item.at
FROM seen JOIN item ON item.id = seen.item
GROUP BY item.id, seen.node, item.phase, item.at;
--> statement-breakpoint
INSERT INTO item_sight (item, vantage, asked, open, at)
SELECT id, 'person:' || person, 1 = 0, phase = 'open', at FROM item;
--> statement-breakpoint
INSERT INTO item_sight (item, vantage, asked, open, at)
SELECT DISTINCT item.id, message.channel, 1 = 0, item.phase = 'open', item.at
FROM message JOIN item ON item.id = message.item
WHERE message.kind = 'card' AND message.channel NOT LIKE 'bot:%'
AND NOT EXISTS (SELECT 1 FROM target WHERE target.item = item.id);
