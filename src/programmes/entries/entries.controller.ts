import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { MANAGERS, READERS } from '../contract/readable.js';
import { Entries } from './entries.js';
import { type EntryForm, entryForm, type WithdrawalForm, withdrawalForm } from './entry-form.js';
import { entriesView } from './entry.view.js';

type Params = { id: number };
const page = ({ params }: { params: unknown }): string => paths.entries((params as Params).id);

/** Placements and site accesses, each entry with its date, source and author. */
@Controller('manage/programmes/:id/entries')
@Allow(...MANAGERS)
export class EntriesController {
  constructor(private readonly entries: Entries) {}

  @Get()
  @Allow(...READERS)
  @Render('programmes/entries')
  async list(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    const { programme, shown } = await this.entries.list(viewer, id);
    return entriesView(programme, shown, viewer);
  }

  @Post()
  @FormPage(page)
  @Redirect()
  async add(
    @Id() id: number,
    @Body({ schema: entryForm }) form: EntryForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.entries.add(viewer.id, id, form);
    flash('programmes:done.entry_added');
    return seeOther(paths.entries(id));
  }

  @Post(':entryId/withdrawal')
  @FormPage(page)
  @Redirect()
  async withdraw(
    @Id() id: number,
    @Id('entryId') entryId: number,
    @Body({ schema: withdrawalForm }) { reason }: WithdrawalForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.entries.withdraw(viewer.id, id, entryId, reason);
    flash('programmes:done.entry_withdrawn');
    return seeOther(paths.entries(id));
  }
}
