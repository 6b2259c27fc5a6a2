import { FollowUpPages } from './follow-up-pages.js';
import { FollowUps } from './follow-ups.js';
import { FollowUpsController } from './follow-ups.controller.js';

/** What became of people after their trainings. */
export const followUpControllers = [FollowUpsController];

export const followUpProviders = [FollowUps, FollowUpPages];
