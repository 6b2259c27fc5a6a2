import { Closure } from './closure.entity.js';
import { Occupancy } from './occupancy.entity.js';
import { ResourcePicture } from './resource-picture.entity.js';
import { Resource } from './resource.entity.js';
import { TimetableVersion } from './timetable-version.entity.js';
import { Venue } from './venue.entity.js';

export const venuesEntities = [Venue, Resource, ResourcePicture, Closure, Occupancy, TimetableVersion];
