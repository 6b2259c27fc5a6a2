import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import type { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { idOf } from '../booking-forms.js';
import { DESK } from '../booking-who.policy.js';
import { noteForm } from './desk-forms.js';
import { DeskNotes } from './desk-notes.service.js';

/** The desk's note on a member. */
@Controller('desk/members/:id/note')
@Allow(...DESK)
export class DeskNotesController {
  constructor(private readonly notes: DeskNotes) {}

  @Get()
  @Render('desk/note')
  async show(@Id() id: number): Promise<object> {
    return { title: 'desk:note.title', member: await this.notes.of(id), bookHref: paths.newBooking({ memberId: id }) };
  }

  @Post()
  @FormPage(({ params }) => paths.deskNote(idOf(params)))
  @Redirect()
  async write(
    @Id() id: number,
    @Body({ schema: noteForm }) form: z.infer<typeof noteForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.notes.write(id, form.text, viewer.id);
    flash('desk:done.noted');
    return seeOther(paths.deskNote(id));
  }
}
