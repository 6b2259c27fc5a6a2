import { Controller, Get, Header, Query, Render } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import type { Language } from '../../platform/time.format.js';
import { Allow } from '../../platform/web/access.js';
import { isId } from '../../platform/web/form-fields.js';
import { PageLanguage } from '../../platform/web/language.js';
import { Proven } from '../../platform/web/proof.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { User } from '../user.entity.js';
import { breachCsv, breachView, SHOWN } from './breach.view.js';
import { type BreachQuery, breachQuery, spanOf } from './breach-query.js';
import { Breaches } from './breaches.js';

/** Whose data could an account have seen? Asked when one was in wrong hands. */
@Controller('manage/breaches')
@Allow('admin')
@Proven()
export class BreachesController {
  constructor(
    private readonly database: Database,
    private readonly breaches: Breaches,
  ) {}

  @Get()
  @Render('personal/breach')
  async show(@Query({ schema: breachQuery }) query: BreachQuery, @CurrentViewer() viewer: Viewer): Promise<object> {
    if (!query.account) return breachView(query, undefined);
    const span = spanOf(query);
    if (!span) return breachView(query, undefined, 'personal:breach.no_span');
    const user = await this.account(query.account);
    if (!user) return breachView(query, undefined, 'personal:breach.nobody');
    return breachView(query, await this.breaches.reckon(viewer, user, span, SHOWN));
  }

  @Get('people.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="tsudoi-breach.csv"')
  async csv(
    @Query({ schema: breachQuery }) query: BreachQuery,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<Buffer> {
    const span = spanOf(query);
    const user = await this.account(query.account);
    if (!span || !user) throw notFound();
    return breachCsv(await this.breaches.reckon(viewer, user, span), language);
  }

  private account(words: string): Promise<User | null> {
    return this.database.reader.findOneBy(User, isId(words) ? { id: Number(words) } : { email: words.toLowerCase() });
  }
}
