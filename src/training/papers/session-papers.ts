import { Injectable } from '@nestjs/common';
import { MemberNumbers } from '../../accounts/members/member-numbers.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Language } from '../../platform/time.format.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { idsOf } from '../count/who.js';
import { RollReading } from '../roll-call/roll-reading.js';
import { RollSessions } from '../roll-call/roll-sessions.js';
import { isExpectedOrCame } from '../roll-call/roll.policy.js';
import { SessionTrainers } from '../sessions/session-trainers.js';
import { nameTagsPdf, type PaperFacts, participantsPdf, signInSheetPdf } from './session-paper.view.js';

export const SESSION_PAPERS = {
  'sign-in-sheet': signInSheetPdf,
  'name-tags': nameTagsPdf,
  participants: participantsPdf,
};
export type SessionPaper = keyof typeof SESSION_PAPERS;

/** What a trainer takes along. */
@Injectable()
export class SessionPapers {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: RollSessions,
    private readonly teaching: SessionTrainers,
    private readonly reading: RollReading,
    private readonly numbers: MemberNumbers,
  ) {}

  /** Five statements. @throws Refused not_found: not hers */
  async print(paper: SessionPaper, viewer: Viewer, sessionId: number, language: Language): Promise<Buffer> {
    return SESSION_PAPERS[paper](await this.facts(viewer, sessionId), language);
  }

  async facts(viewer: Viewer, sessionId: number): Promise<PaperFacts> {
    const { reader } = this.database;
    const session = await this.sessions.find(reader, viewer, sessionId);
    const trainers = await this.teaching.of(reader, [sessionId]);
    const { people } = await this.reading.of(reader, session);
    return {
      session: { ...session, trainers },
      people: people.filter(isExpectedOrCame).map((one) => ({ ...one, number: this.numberOf(one.who) })),
      madeAt: this.clock.now(),
    };
  }

  private numberOf(who: string): string | undefined {
    const { userId } = idsOf(who);
    return userId === null ? undefined : this.numbers.of(userId);
  }
}
