import { SessionPapersController } from './papers/session-papers.controller.js';
import { SessionPapers } from './papers/session-papers.js';
import { SessionPeople } from './papers/session-people.js';
import { OwnSessions } from './sessions/own-sessions.js';

/** What surrounds a course: papers, certificates, material, questions and surveys. */
export const surroundingControllers = [SessionPapersController];

export const surroundingProviders = [OwnSessions, SessionPeople, SessionPapers];
