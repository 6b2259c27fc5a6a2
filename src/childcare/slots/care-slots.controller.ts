import { Body, Controller, Get, Post, Query, Redirect, Render } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { AsksAffected } from './affected.look.js';
import { CareSlots } from './care-slots.js';
import { type ChangeForm, changeForm, type OpeningForm, openingForm } from './slot-form.js';
import { SlotPages } from './slot-pages.js';

type Params = { id: number };

/** When children can come, and who looks after them. */
@Controller('care/slots')
@Allow('childcare', 'manager', 'admin')
@AsksAffected()
export class CareSlotsController {
  constructor(
    private readonly slots: CareSlots,
    private readonly pages: SlotPages,
  ) {}

  @Get()
  @Render('care/slots')
  week(@Query('date') date: unknown): Promise<object> {
    return this.pages.week(date);
  }

  @Get('new')
  @Render('care/slot-form')
  new(@Query('date') date: unknown): Promise<object> {
    return this.pages.opening(date);
  }

  @Post()
  @FormPage(() => paths.careSlotNew())
  @Redirect()
  async open(
    @Body({ schema: openingForm }) form: OpeningForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const { ids, leftOut } = await this.slots.open(viewer.id, form);
    const dates = leftOut.map((date) => ({ key: 'care:date', date }));
    flash(
      dates.length > 0
        ? { key: 'care:done.opened_some', count: ids.length, dates }
        : { key: 'care:done.opened', count: ids.length },
    );
    return seeOther(ids.length > 1 ? paths.careSlots({ date: form.dates[0] }) : paths.careSlot(ids[0]!));
  }

  @Get(':id')
  @Render('care/slot')
  show(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.show(id, viewer);
  }

  @Get(':id/edit')
  @Render('care/slot-form')
  edit(@Id() id: number): Promise<object> {
    return this.pages.editing(id);
  }

  @Post(':id')
  @FormPage(({ params }) => paths.careSlotEdit((params as Params).id))
  @Redirect()
  async update(
    @Id() id: number,
    @Body({ schema: changeForm }) form: ChangeForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.slots.update(viewer.id, id, form);
    flash('care:done.changed');
    return seeOther(paths.careSlot(id));
  }
}
