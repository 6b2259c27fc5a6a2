import { CountController } from './count.controller.js';
import { CountPages } from './count-pages.js';
import { CountedPeople } from './counted-people.js';
import { ParticipantsIndicator } from './participants-indicator.js';
import { SessionFigures } from './session-figures.js';
import { Targets } from './targets.js';
import { TrainingCount } from './training-count.js';

/** Who came, counted. */
export const countControllers = [CountController];

export const countProviders = [
  TrainingCount,
  SessionFigures,
  Targets,
  CountedPeople,
  CountPages,
  ParticipantsIndicator,
];
