import { BookingLimit } from './booking-limit.entity.js';
import { Closure } from './closure.entity.js';
import { HolidayOverride } from './holiday-override.entity.js';
import { Occupancy } from './occupancy.entity.js';
import { OpeningStretch } from './opening-stretch.entity.js';
import { ResourcePicture } from './resource-picture.entity.js';
import { Resource } from './resource.entity.js';
import { Venue } from './venue.entity.js';

export const venuesEntities = [
  Venue,
  OpeningStretch,
  HolidayOverride,
  BookingLimit,
  Resource,
  ResourcePicture,
  Closure,
  Occupancy,
];
