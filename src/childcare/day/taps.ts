import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { invalid } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import type { Moment } from '../../platform/time.js';
import type { Flash } from '../../platform/web/flash.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { CareEvents } from './care-events.js';
import { DayPages } from './day-pages.js';
import type { Person } from './people.js';
import type { EventData, EventKind } from './presence.policy.js';
import { whenOf } from './tap-forms.js';

interface Sent {
  key: string;
  time: number | null;
  ago: number | null;
  from?: string;
}

type Loose = { [K in keyof EventData]: EventData[K] | null };

/** Takes what came in from the forms of the day. */
@Injectable()
export class Taps {
  constructor(
    private readonly clock: Clock,
    private readonly pages: DayPages,
    private readonly events: CareEvents,
  ) {}

  /** Somebody of the child's list. @throws Refused at the field: nobody there by that name */
  async person(viewer: Viewer, id: number, key: string | null, field: string): Promise<Person | undefined> {
    if (key === null) return undefined;
    const person = await this.pages.receiver(viewer, id, key);
    if (!person) throw invalid(field, 'platform.unknown_choice');
    return person;
  }

  /** Writes it down and says so. @returns to the page where it was tapped */
  async take(
    viewer: Viewer,
    id: number,
    form: Sent,
    told: { kind: EventKind; data: Loose; correctsId?: number },
    flash: Flash,
  ): Promise<SeeOther> {
    const { date, venueId } = await this.pages.whereIs(id);
    const { kind, correctsId = null } = told;
    const data = Object.fromEntries(Object.entries(told.data).filter(([, value]) => value != null)) as EventData;
    const about = kind === 'undo' || kind === 'correction';
    const happenedAt: Moment = about ? this.clock.now() : whenOf(form, date, this.clock.now());
    const tap = { placeId: id, kind, happenedAt, data, correctsId, clientKey: form.key, isTyped: form.time !== null };
    const isNew = await this.events.record(viewer.id, tap);
    flash(isNew ? `care:done.${kind}` : 'care:done.known');
    return seeOther(form.from === 'record' ? paths.carePlace(id) : paths.care({ date, venueId }));
  }
}
