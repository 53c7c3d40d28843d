CREATE INDEX "attachment_use_at" ON "attachment_use" USING btree ("at");--> statement-breakpoint
CREATE INDEX "message_quote" ON "message" USING btree ("quote") WHERE "message"."quote" is not null;