import { Body, Controller, Get, Header, Post, Redirect, Render, StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { PageLanguage } from '../../platform/web/language.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { entryForm, incidentForm } from './incident-forms.js';
import { incidentPdf, incidentsView, incidentView } from './incident.view.js';
import { Incidents } from './incidents.js';

type Params = { id: number };

/** Accidents in childcare. The staff writes them down; managers report them. */
@Controller('care')
@Allow('childcare', 'manager', 'admin')
export class IncidentsController {
  constructor(
    private readonly incidents: Incidents,
    private readonly clock: Clock,
  ) {}

  @Get('incidents')
  @Render('care/incidents')
  async list(@CurrentViewer() viewer: Viewer): Promise<object> {
    return incidentsView(await this.incidents.list(viewer.id), this.clock.now());
  }

  @Post('places/:id/incidents')
  @Allow('childcare')
  @FormPage(({ params }) => paths.carePlace((params as Params).id))
  @Redirect()
  async record(
    @Id() placeId: number,
    @Body({ schema: incidentForm }) sent: z.infer<typeof incidentForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const id = await this.incidents.record(viewer.id, placeId, sent);
    flash('care:done.incident');
    return seeOther(paths.careIncident(id));
  }

  @Get('incidents/:id')
  @Render('care/incident')
  async show(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return incidentView(await this.incidents.open(viewer.id, id), this.clock.now());
  }

  @Get('incidents/:id/form.pdf')
  @Header('Content-Type', 'application/pdf')
  async print(
    @Id() id: number,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<StreamableFile> {
    const made = incidentPdf(await this.incidents.open(viewer.id, id), this.clock.now(), language);
    return new StreamableFile(made, { disposition: `inline; filename="incident-${id}.pdf"` });
  }

  @Post('incidents/:id/entries')
  @FormPage(({ params }) => paths.careIncident((params as Params).id))
  @Redirect()
  async add(
    @Id() id: number,
    @Body({ schema: entryForm }) sent: z.infer<typeof entryForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.incidents.add(viewer.id, id, sent);
    flash('care:done.incident_entry');
    return seeOther(paths.careIncident(id));
  }
}
