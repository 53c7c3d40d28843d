ALTER TABLE "held_push" ADD COLUMN "about" text DEFAULT 'answer' NOT NULL;--> statement-breakpoint
ALTER TABLE "held_push" DROP CONSTRAINT "held_push_person_target_pk";--> statement-breakpoint
ALTER TABLE "held_push" ADD CONSTRAINT "held_push_person_target_about_pk" PRIMARY KEY("person","target","about");
