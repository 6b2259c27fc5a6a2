import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/**
 * Places in childcare kept for those who come to one thing, and which place counts toward it. Sessions say how many they
 * wish for, where, and until when.
 */
export class CareSetAside1764400000000 implements MigrationInterface {
  name = 'CareSetAside1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, moment } = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE care_set_aside (
        id ${id},
        slot_id integer NOT NULL REFERENCES care_slot (id),
        for_kind text NOT NULL,
        for_id integer NOT NULL,
        for_start_minute integer NOT NULL,
        for_end_minute integer NOT NULL,
        places integer NOT NULL CHECK (places > 0),
        until_at ${moment} NOT NULL,
        UNIQUE (for_kind, for_id)
      )`,
      `CREATE INDEX care_set_aside_slot ON care_set_aside (slot_id)`,
      `ALTER TABLE care_place ADD COLUMN share_kind text`,
      `ALTER TABLE care_place ADD COLUMN share_id integer`,
      `UPDATE care_place SET share_kind = 'training_session',
        share_id = (SELECT seat.session_id FROM session_seat seat WHERE seat.id = care_place.for_id)
        WHERE for_kind = 'session_seat'`,
      `ALTER TABLE training_session ADD COLUMN care_places integer NOT NULL DEFAULT 0`,
      `ALTER TABLE training_session ADD COLUMN care_slot_id integer REFERENCES care_slot (id)`,
      `ALTER TABLE training_session ADD COLUMN care_hours integer NOT NULL DEFAULT 48`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `ALTER TABLE training_session DROP COLUMN care_hours`,
      `ALTER TABLE training_session DROP COLUMN care_slot_id`,
      `ALTER TABLE training_session DROP COLUMN care_places`,
      `ALTER TABLE care_place DROP COLUMN share_id`,
      `ALTER TABLE care_place DROP COLUMN share_kind`,
      `DROP TABLE care_set_aside`,
    );
  }
}
