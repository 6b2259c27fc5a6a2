import { Injectable } from '@nestjs/common';
import { MemberNumbers } from '../../accounts/members/member-numbers.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Language } from '../../platform/time.format.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { OwnSessions } from '../sessions/own-sessions.js';
import { nameTagsPdf, type PaperFacts, participantsPdf, signInSheetPdf } from './session-paper.view.js';
import { SessionPeople } from './session-people.js';

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
    private readonly sessions: OwnSessions,
    private readonly people: SessionPeople,
    private readonly numbers: MemberNumbers,
  ) {}

  /** Five statements. @throws Refused not_found: not hers */
  async print(paper: SessionPaper, viewer: Viewer, sessionId: number, language: Language): Promise<Buffer> {
    return SESSION_PAPERS[paper](await this.facts(viewer, sessionId), language);
  }

  async facts(viewer: Viewer, sessionId: number): Promise<PaperFacts> {
    const { reader } = this.database;
    const session = await this.sessions.find(reader, viewer, sessionId);
    const people = await this.people.of(reader, sessionId);
    const numbered = people.map((one) => ({
      ...one,
      number: one.userId === null ? undefined : this.numbers.of(one.userId),
    }));
    return { session, people: numbered, madeAt: this.clock.now() };
  }
}
