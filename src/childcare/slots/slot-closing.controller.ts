import { Body, Controller, Post, Redirect } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { AsksAffected } from './affected.look.js';
import type { Acceptance } from './affected.js';
import { CareSlots } from './care-slots.js';
import { closingForm, type DutyForm, dutyForm, type WithdrawalForm, withdrawalForm } from './slot-form.js';
import { SlotRoster } from './slot-roster.js';

type Params = { id: number };
const slotPage = ({ params }: { params: unknown }): string => paths.careSlot((params as Params).id);

/** Closes a slot, and says who is on its roster. */
@Controller('care/slots/:id')
@Allow('childcare', 'manager', 'admin')
@AsksAffected()
export class SlotClosingController {
  constructor(
    private readonly slots: CareSlots,
    private readonly roster: SlotRoster,
  ) {}

  @Post('closing')
  @FormPage(slotPage)
  @Redirect()
  async close(
    @Id() id: number,
    @Body({ schema: closingForm.nullish().transform((form) => form ?? { shown: [], tellReason: null }) })
    acceptance: Acceptance,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.slots.close(viewer.id, id, acceptance);
    flash('care:done.closed');
    return seeOther(paths.careSlot(id));
  }

  @Post('roster')
  @FormPage(slotPage)
  @Redirect()
  async put(
    @Id() id: number,
    @Body({ schema: dutyForm }) duty: DutyForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.roster.put(viewer.id, id, duty);
    flash('care:done.rostered');
    return seeOther(paths.careSlot(id));
  }

  @Post('roster/:rosterId/withdrawal')
  @FormPage(slotPage)
  @Redirect()
  async withdraw(
    @Id() id: number,
    @Id('rosterId') rosterId: number,
    @Body({ schema: withdrawalForm }) form: WithdrawalForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.roster.withdraw(viewer.id, id, rosterId, form);
    flash('care:done.withdrawn');
    return seeOther(paths.careSlot(id));
  }
}
