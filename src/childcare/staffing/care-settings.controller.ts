import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { notFound } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { CareHouse } from './care-house.js';
import type { CareRules } from './care-rules.policy.js';
import { qualificationForm, settingsForm } from './settings-form.js';
import { settingsView } from './settings.view.js';

/** The rules of childcare, and who is qualified. */
@Controller('care')
@Allow('manager', 'admin')
export class CareSettingsController {
  constructor(private readonly house: CareHouse) {}

  /** Of the first venue. */
  @Get('settings')
  @Redirect()
  async first(): Promise<SeeOther> {
    const [venue] = await this.house.venues();
    if (!venue) throw notFound();
    return seeOther(paths.careVenueSettings(venue.id));
  }

  @Get('settings/:venueId')
  @Render('care/settings')
  async show(@Id('venueId') venueId: number): Promise<object> {
    return settingsView(await this.house.read(venueId), await this.house.venues());
  }

  @Post('settings/:venueId')
  @FormPage(({ params }) => paths.careVenueSettings((params as { venueId: number }).venueId))
  @Redirect()
  async set(
    @Id('venueId') venueId: number,
    @Body({ schema: settingsForm }) rules: CareRules,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.house.setRules(viewer.id, venueId, rules);
    flash('care:done.rules_set');
    return seeOther(paths.careVenueSettings(venueId));
  }

  @Post('staff/:userId/qualification')
  @FormPage(() => paths.careSettings())
  @Redirect()
  async qualify(
    @Id('userId') userId: number,
    @Body({ schema: qualificationForm }) { qualified }: { qualified: boolean },
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.house.qualify(viewer.id, userId, qualified);
    flash('care:done.qualification');
    return seeOther(paths.careSettings());
  }
}
