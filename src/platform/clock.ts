import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { Moment } from './time.js';

/** The only `now`. Everything that depends on the time of day is given one, so that tests can hold it still. */
@Injectable()
export class Clock {
  now(): Moment {
    return Temporal.Now.instant();
  }
}
