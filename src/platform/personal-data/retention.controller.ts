import { Body, Controller, Get, Param, Post, Redirect, Render } from '@nestjs/common';
import { z } from 'zod';
import { paths } from '../paths.js';
import { Allow } from '../web/access.js';
import { type Flash, FlashNext } from '../web/flash.js';
import { wholeNumber } from '../web/form-fields.js';
import { FormPage } from '../web/form-page.js';
import { type SeeOther, seeOther } from '../web/see-other.js';
import { CurrentViewer, type Viewer } from '../web/viewer.js';
import { Retention } from './retention.js';

const yearsForm = z.object({ years: wholeNumber(1, 30) });

/** For how long what is kept, and how much of it would go now. */
@Controller('manage/retention')
@Allow('manager', 'admin')
export class RetentionController {
  constructor(private readonly retention: Retention) {}

  @Get()
  @Render('personal/retention')
  async show(): Promise<object> {
    const due = await this.retention.due();
    const kinds = due.map(({ kind, years, before, ids }) => ({
      kind,
      years,
      before,
      count: ids.length,
      label: `personal:kinds.${kind}`,
      field: `years-${kind}`,
    }));
    return { title: 'personal:retention.title', kinds };
  }

  @Post(':kind')
  @FormPage(() => paths.retention())
  @Redirect()
  async set(
    @Param('kind') kind: string,
    @Body({ schema: yearsForm }) { years }: z.infer<typeof yearsForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.retention.set(viewer, kind, years);
    flash('personal:done.set');
    return seeOther(paths.retention());
  }
}
