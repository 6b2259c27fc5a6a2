import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { notFound } from '../../platform/errors.js';
import type { Language } from '../../platform/time.format.js';
import { todayAt } from '../../platform/time.js';
import { Allow } from '../../platform/web/access.js';
import { Id } from '../../platform/web/id-param.js';
import { PageLanguage } from '../../platform/web/language.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { recordPdf, rosterPdf } from './day-documents.js';
import { DayPages } from './day-pages.js';
import { dayAsked } from './tap-forms.js';

/** The day on paper. Printing it is reading it: it is logged as the page is. */
@Controller('care')
@Allow('childcare')
export class DayDocumentsController {
  constructor(
    private readonly clock: Clock,
    private readonly pages: DayPages,
  ) {}

  @Get('roster.pdf')
  @Header('Content-Type', 'application/pdf')
  async roster(
    @Query() query: unknown,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<StreamableFile> {
    const facts = await this.pages.day(viewer, dayAsked(query, todayAt(this.clock.now())), 'roster');
    if (!facts.names) throw notFound();
    return new StreamableFile(rosterPdf(facts, language), {
      disposition: `inline; filename="care-roster-${facts.date}.pdf"`,
    });
  }

  @Get('places/:id/record.pdf')
  @Header('Content-Type', 'application/pdf')
  async record(
    @Id() id: number,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<StreamableFile> {
    const found = await this.pages.record(viewer, id);
    const sheet = recordPdf(found, { venue: found.venue, now: this.clock.now() }, language);
    return new StreamableFile(sheet, { disposition: `inline; filename="care-record-${found.place.date}-${id}.pdf"` });
  }
}
