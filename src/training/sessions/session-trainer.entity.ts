import { Entity, PrimaryColumn } from 'typeorm';

/** Who teaches a session. */
@Entity('session_trainer')
export class SessionTrainer {
  @PrimaryColumn('integer')
  sessionId!: number;

  @PrimaryColumn('integer')
  userId!: number;
}
