import { SessionMessages } from './session-messages.js';
import { TeachingController } from './teaching.controller.js';
import { TeachingPages } from './teaching-pages.js';

/** What trainers work with. */
export const teachingControllers = [TeachingController];

export const teachingProviders = [SessionMessages, TeachingPages];
