import { Injectable } from '@nestjs/common';
import { User } from '../../accounts/user.entity.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { DeskNote } from './desk-note.entity.js';

export interface NotedMember {
  id: number;
  name: string;
  kana: string;
  note: DeskNote | null;
}

/** What the desk notes about members. */
@Injectable()
export class DeskNotes {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** @throws Refused `not_found` */
  async of(memberId: number): Promise<NotedMember> {
    const { reader } = this.database;
    const member = await reader.findOne(User, {
      select: { id: true, name: true, kana: true },
      where: { id: memberId },
    });
    if (!member) throw notFound();
    return { ...member, note: await reader.findOneBy(DeskNote, { memberId }) };
  }

  /** Nothing written takes the note away. That it was done is noted, not what it said. @throws Refused `not_found` */
  async write(memberId: number, text: string | null, actorId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await tx.existsBy(User, { id: memberId }))) throw notFound();
      await tx.delete(DeskNote, { memberId });
      if (text) await tx.insert(DeskNote, { memberId, text, writtenAt: this.clock.now(), writtenBy: actorId });
      const subject = { kind: 'user', id: memberId };
      if (text) await this.audit.record(tx, { actorId, action: 'bookings.desk_note_written', subject });
      else await this.audit.record(tx, { actorId, action: 'bookings.desk_note_removed', subject });
    });
  }
}
