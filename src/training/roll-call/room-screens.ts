import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import { SETTINGS, type Settings } from '../../platform/settings.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { qrPicture } from '../../platform/documents/qr-picture.js';
import { RollReading } from './roll-reading.js';
import { type RollSession, RollSessions } from './roll-sessions.js';
import { codeMinute, isCodeTime, secondsLeft } from './room-code.policy.js';
import { RoomCodes } from './room-codes.js';

/** So often the screen asks whether there is a new code: seconds. */
const ASKS = 5;

/** The code of the minute, for the screen of the room. */
@Injectable()
export class RoomScreens {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: RollSessions,
    private readonly reading: RollReading,
    private readonly codes: RoomCodes,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Three statements at most. @throws Refused not_found */
  async show(viewer: Viewer, id: number): Promise<object> {
    const { reader } = this.database;
    const session = await this.sessions.find(reader, viewer, id);
    const code = this.codeOf(session);
    const { present } = await this.reading.of(reader, session);
    const minute = codeMinute(this.clock.now());
    return {
      title: { key: 'rollcall:screen.title', title: session.title },
      session,
      seconds: ASKS,
      refreshSeconds: secondsLeft(this.clock.now()),
      code: code && `${code.slice(0, 3)} ${code.slice(3)}`,
      picture: code && paths.roomScreenCode(id, { minute }),
      address: `${new URL(this.settings.publicUrl).host}${paths.roomCode()}`,
      present,
      over: session.status === 'cancelled',
      back: paths.attendance(id),
    };
  }

  /** @throws Refused not_found, also while no code works */
  async picture(viewer: Viewer, id: number): Promise<string> {
    const code = this.codeOf(await this.sessions.find(this.database.reader, viewer, id));
    if (!code) throw notFound();
    return qrPicture(this.settings.publicUrl + paths.roomCode({ code }));
  }

  private codeOf(session: RollSession): string | undefined {
    const now = this.clock.now();
    const works = session.status !== 'cancelled' && isCodeTime(session, now);
    return works ? this.codes.codeOf(session.id, codeMinute(now)) : undefined;
  }
}
