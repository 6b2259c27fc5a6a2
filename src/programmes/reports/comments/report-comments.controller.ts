import { Body, Controller, Post, Query, Redirect } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { paths } from '../../../platform/paths.js';
import type { Query as Asked } from '../../../platform/with-query.js';
import { Allow } from '../../../platform/web/access.js';
import { type Flash, FlashNext } from '../../../platform/web/flash.js';
import { FormPage } from '../../../platform/web/form-page.js';
import { type SeeOther, seeOther } from '../../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../../platform/web/viewer.js';
import { READERS } from '../../contract/readable.js';
import { type RemarkForm, remarkForm, type RemarkQuery, remarkQuery } from '../report-forms.js';
import type { ReportKey } from '../reports.js';
import { Which } from '../which-report.js';
import { ReportComments } from './report-comments.js';

const page = ({ params, query }: FastifyRequest): string =>
  paths.report((params as { month: string }).month, query as Asked);

/** Comments on single figures of a report that was submitted, and the answers to them. */
@Controller('reports/:month/comments')
@Allow(...READERS)
export class ReportCommentsController {
  constructor(private readonly comments: ReportComments) {}

  @Post()
  @FormPage(page)
  @Redirect()
  async write(
    @Which() key: ReportKey,
    @Query({ schema: remarkQuery }) to: RemarkQuery,
    @Body({ schema: remarkForm }) form: RemarkForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const id = await this.comments.write(viewer, key, to, form);
    flash('reports:done.commented');
    const address = paths.report(key.month, { programme: key.programmeId, version: to.version });
    return seeOther(`${address}#comment-${id}`);
  }
}
