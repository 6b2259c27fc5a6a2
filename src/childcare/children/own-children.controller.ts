import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { Profiles } from '../../accounts/profile/profile.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { paths } from '../../platform/paths.js';
import { todayAt } from '../../platform/time.js';
import { SignedIn } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { type CardForm, cardForm } from './card-form.js';
import { newCardView } from './card-form.view.js';
import { CardPages } from './card-pages.js';
import { CardRules } from './child-rules.service.js';
import { Cards } from './cards.service.js';
import { Children } from './children.js';
import { childrenView } from './children.view.js';

/** A guardian's children. */
@Controller('me/children')
@SignedIn()
export class OwnChildrenController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly children: Children,
    private readonly pages: CardPages,
    private readonly cards: Cards,
    private readonly profiles: Profiles,
    private readonly rules: CardRules,
  ) {}

  @Get()
  @Render('childcare/children')
  async list(@CurrentViewer() viewer: Viewer): Promise<object> {
    const today = todayAt(this.clock.now());
    const mine = await this.children.ofGuardian(this.database.reader, viewer.id, today);
    return childrenView(mine, await this.pages.archived(viewer.id), today);
  }

  @Get('new')
  @Render('childcare/card-form')
  async new(@CurrentViewer() viewer: Viewer): Promise<object> {
    const { name, phone } = await this.profiles.of(viewer);
    const { oldestAge } = await this.rules.read();
    return newCardView({ name, phone }, oldestAge, todayAt(this.clock.now()));
  }

  @Post()
  @FormPage(() => paths.childNew())
  @Redirect()
  async register(
    @Body({ schema: cardForm }) form: CardForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const id = await this.cards.register(viewer.id, form);
    flash('childcare:done.registered');
    return seeOther(paths.ownChild(id));
  }
}
