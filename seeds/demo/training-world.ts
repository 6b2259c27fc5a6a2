import type { DateText, Moment } from '../../src/platform/time.js';
import type { Course } from '../../src/training/courses/course.entity.js';
import type { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import type { Closure } from '../../src/venues/closure.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import type { DemoCourse } from './courses.js';

export interface TrainingWorld {
  today: DateText;
  now: Moment;
  venue: Venue;
  resources: readonly Resource[];
  closures: readonly Closure[];
  /** Ids by e-mail. */
  people: ReadonlyMap<string, number>;
}

/** A course of the demo, and the sessions of it, by date. */
export interface Taught {
  demo: DemoCourse;
  course: Course;
  sessions: TrainingSession[];
}
