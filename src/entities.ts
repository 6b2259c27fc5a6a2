import { accountsEntities } from './accounts/entities.js';
import { bookingsEntities } from './bookings/entities.js';
import { childcareEntities } from './childcare/entities.js';
import { importsEntities } from './imports/entities.js';
import { platformEntities } from './platform/entities.js';
import { programmesEntities } from './programmes/entities.js';
import { trainingEntities } from './training/entities.js';
import { venuesEntities } from './venues/entities.js';

/** Every table of the house. */
export const entities = [
  ...platformEntities,
  ...accountsEntities,
  ...venuesEntities,
  ...importsEntities,
  ...childcareEntities,
  ...bookingsEntities,
  ...trainingEntities,
  ...programmesEntities,
];
