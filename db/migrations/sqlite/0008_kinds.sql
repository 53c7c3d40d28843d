DROP INDEX `item_state`;--> statement-breakpoint
ALTER TABLE `item` ADD `running` integer;--> statement-breakpoint
ALTER TABLE `item` ADD `terms` text DEFAULT '{"who":"nobody","posts":null,"fields":[],"rules":"","stages":[],"verify":false,"nilAllowed":true,"coverage":null,"route":"auto","ladder":null,"supervised":false,"respondMinutes":null,"dueMinutes":null,"submitBy":null,"series":null}' NOT NULL;--> statement-breakpoint
ALTER TABLE `item` ADD `urgency` text DEFAULT '平件' NOT NULL;--> statement-breakpoint
ALTER TABLE `item` ADD `phase` text DEFAULT 'open' NOT NULL;--> statement-breakpoint
CREATE INDEX `item_phase` ON `item` (`phase`,`kind`);--> statement-breakpoint
CREATE INDEX `item_running` ON `item` (`kind`,`running`);--> statement-breakpoint
UPDATE `item` SET
  `phase` = CASE `state` WHEN 'open' THEN 'open' ELSE 'ended' END,
  `urgency` = json_extract(`spec`, '$.urgency'),
  `running` = json_extract(`spec`, '$.running'),
  `terms` = json_set(
    json_remove(`spec`, '$.scope', '$.receipt', '$.audience', '$.urgency', '$.running', '$.households'),
    '$.who',
    CASE
      WHEN `kind` = 'notice' THEN 'nobody'
      WHEN `kind` = 'order' AND json_extract(`spec`, '$.receipt') = '无' THEN 'nobody'
      WHEN json_extract(`spec`, '$.receipt') = '全员' THEN 'person'
      ELSE 'place'
    END
  ),
  `spec` = CASE `kind`
    WHEN 'order' THEN json_object('scope', json_extract(`spec`, '$.scope'), 'receipt', json_extract(`spec`, '$.receipt'))
    WHEN 'notice' THEN json_object('scope', json_extract(`spec`, '$.scope'), 'audience', json_extract(`spec`, '$.audience'), 'households', json_extract(`spec`, '$.households'))
    ELSE json_object('scope', json_extract(`spec`, '$.scope'))
  END;--> statement-breakpoint
UPDATE `item` SET `series_body` = NULL, `series_year` = NULL, `series_no` = NULL WHERE `kind` = 'special';
