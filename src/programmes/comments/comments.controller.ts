import { Body, Controller, Post, Redirect } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { READERS } from '../contract/readable.js';
import { type CommentForm, commentForm } from './comment-form.js';
import { Comments } from './comments.js';

/** Comments on a programme and its figures: the one thing that officers write here, beside their answers. */
@Controller('manage/programmes/:id/comments')
@Allow(...READERS)
export class CommentsController {
  constructor(private readonly comments: Comments) {}

  @Post()
  @FormPage(({ params }) => paths.programme((params as { id: number }).id))
  @Redirect()
  async write(
    @Id() id: number,
    @Body({ schema: commentForm }) form: CommentForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.comments.write(viewer, id, form);
    flash('programmes:done.commented');
    return seeOther(`${paths.programme(id)}#comments`);
  }
}
