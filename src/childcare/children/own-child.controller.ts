import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { paths } from '../../platform/paths.js';
import { todayAt } from '../../platform/time.js';
import { SignedIn } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { type CardForm, cardForm } from './card-form.js';
import { editCardView } from './card-form.view.js';
import { CardPages } from './card-pages.js';
import { Cards } from './cards.service.js';
import { ownCardView } from './own-card.view.js';
import { Readings } from '../readings/readings.js';

type Params = { id: number };

/** As many as say who reads it nowadays. */
const READINGS_LISTED = 20;

/** A child's card, for her guardians. */
@Controller('me/children/:id')
@SignedIn()
export class OwnChildController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly pages: CardPages,
    private readonly cards: Cards,
    private readonly readings: Readings,
  ) {}

  @Get()
  @Render('childcare/own-card')
  async show(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    const card = await this.pages.own(viewer.id, id);
    const readings = await this.readings.of(this.database.reader, id, READINGS_LISTED);
    return ownCardView(card, readings, viewer, todayAt(this.clock.now()));
  }

  @Get('edit')
  @Render('childcare/card-form')
  async edit(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return editCardView(await this.pages.own(viewer.id, id), viewer.id, todayAt(this.clock.now()));
  }

  @Post()
  @FormPage(({ params }) => paths.childEdit((params as Params).id))
  @Redirect()
  async change(
    @Id() id: number,
    @Body({ schema: cardForm }) form: CardForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.cards.change(viewer.id, id, form);
    flash('childcare:done.changed');
    return seeOther(paths.ownChild(id));
  }

  @Post('archiving')
  @FormPage(({ params }) => paths.ownChild((params as Params).id))
  @Redirect()
  async archive(@Id() id: number, @CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.cards.archive(viewer.id, id);
    flash('childcare:done.archived');
    return seeOther(paths.ownChildren());
  }

  @Post('restoring')
  @FormPage(() => paths.ownChildren())
  @Redirect()
  async restore(@Id() id: number, @CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.cards.restore(viewer.id, id);
    flash('childcare:done.restored');
    return seeOther(paths.ownChild(id));
  }
}
