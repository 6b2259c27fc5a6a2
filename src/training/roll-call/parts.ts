import { AttendanceLocks } from './attendance-locks.js';
import { Attendances } from './attendances.js';
import { RollController } from './roll.controller.js';
import { RollPages } from './roll-pages.js';
import { RollReading } from './roll-reading.js';
import { RollSessions } from './roll-sessions.js';

export const rollControllers = [RollController];

export const rollProviders = [RollSessions, RollReading, RollPages, AttendanceLocks, Attendances];
