import { ArrivalsController } from './arrivals.controller.js';
import { AttendanceCorrections } from './attendance-corrections.js';
import { AttendanceLocks } from './attendance-locks.js';
import { Attendances } from './attendances.js';
import { RollController } from './roll.controller.js';
import { RollPages } from './roll-pages.js';
import { RollReading } from './roll-reading.js';
import { RollSessions } from './roll-sessions.js';
import { RoomCodeController } from './room-code.controller.js';
import { RoomCodes } from './room-codes.js';
import { RoomScreenController } from './room-screen.controller.js';
import { RoomScreens } from './room-screens.js';
import { SelfArrivals } from './self-arrivals.js';
import { WalkInMerges } from './walk-in-merges.js';
import { WalkInPages } from './walk-in-pages.js';
import { WalkIns } from './walk-ins.js';
import { WalkInsController } from './walk-ins.controller.js';

export const rollControllers = [
  RollController,
  ArrivalsController,
  WalkInsController,
  RoomScreenController,
  RoomCodeController,
];

export const rollProviders = [
  RollSessions,
  RollReading,
  RollPages,
  AttendanceLocks,
  AttendanceCorrections,
  Attendances,
  WalkIns,
  WalkInMerges,
  WalkInPages,
  RoomCodes,
  RoomScreens,
  SelfArrivals,
];
