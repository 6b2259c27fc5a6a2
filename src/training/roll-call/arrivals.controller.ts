import { Body, Controller, Post, Redirect } from '@nestjs/common';
import { MemberCodes } from '../../accounts/members/member-codes.js';
import { Clock } from '../../platform/clock.js';
import { conflict } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { tappedAt } from './roll-forms.js';
import { rollWithSearch, type ScanForm, scanForm, type WalkInForm, walkInForm } from './walk-in-forms.js';
import { WalkIns } from './walk-ins.js';

/** People at the door of a session: who shows her code, and who was not expected. */
@Controller('sessions/:id')
@Allow('trainer', 'manager', 'admin')
export class ArrivalsController {
  constructor(
    private readonly clock: Clock,
    private readonly codes: MemberCodes,
    private readonly walkIns: WalkIns,
  ) {}

  @Post('walk-ins')
  @FormPage(rollWithSearch)
  @Redirect()
  async add(
    @Id() id: number,
    @Body({ schema: walkInForm }) { key: tap, memberId, name, ...form }: WalkInForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const seen = { tap, at: tappedAt(form, this.clock.now()), reason: form.reason };
    if (memberId === null) await this.walkIns.addName(viewer, id, { ...form, name: name! }, seen);
    else if (!(await this.walkIns.addMember(viewer, id, memberId, seen))) flash('rollcall:done.already');
    return seeOther(paths.attendance(id));
  }

  @Post('attendance/scans')
  @FormPage(rollWithSearch)
  @Redirect()
  async scan(
    @Id() id: number,
    @Body({ schema: scanForm }) { key: tap, code, ...form }: ScanForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const memberId = await this.codes.memberOf(code);
    if (memberId === undefined) throw conflict('code', 'training.roll_code_unknown');
    const seen = { tap, at: tappedAt(form, this.clock.now()), reason: form.reason };
    const isNew = await this.walkIns.scan(viewer, id, memberId, seen);
    if (!isNew) flash('rollcall:done.already');
    return seeOther(paths.attendance(id, { scan: 'on' }));
  }
}
