import { Body, Controller, Get, Header, Post, Query, Redirect, Render } from '@nestjs/common';
import { z } from 'zod';
import { MemberCodes } from '../../accounts/members/member-codes.js';
import { MemberNumbers } from '../../accounts/members/member-numbers.js';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { WithCamera } from '../../platform/web/headers.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { qrPicture } from '../../platform/documents/qr-picture.js';
import { SelfArrivals } from './self-arrivals.js';

/** Six digits, whichever width the keyboard gave them; alone, or at the end of the address that a scanner read. */
const digits = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/^.*code=/, '')
    .replace(/[\s-]/g, '');

const codeForm = z.object({
  code: z
    .string()
    .max(300)
    .transform(digits)
    .pipe(z.string().regex(/^\d{6}$/, 'training.room_code_wrong')),
});
const codeQuery = z.object({ code: z.string().max(20).transform(digits).optional().catch(undefined) });

/** Where the code on the screen of a room leads. Looking changes nothing. */
@Controller('attend')
@Allow('member')
export class RoomCodeController {
  constructor(
    private readonly arrivals: SelfArrivals,
    private readonly codes: MemberCodes,
    private readonly numbers: MemberNumbers,
  ) {}

  @Get()
  @WithCamera()
  @Render('training/room-code')
  show(@Query({ schema: codeQuery }) { code }: z.infer<typeof codeQuery>, @CurrentViewer() viewer: Viewer): object {
    return { title: 'rollcall:attend.title', code, memberNumber: this.numbers.of(viewer.id) };
  }

  @Post()
  @FormPage(() => paths.roomCode())
  @Redirect()
  async arrive(
    @Body({ schema: codeForm }) { code }: z.infer<typeof codeForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const { session, already } = await this.arrivals.arrive(viewer, code);
    const { title, date, start } = session;
    flash({ key: already ? 'rollcall:attend.already' : 'rollcall:attend.done', title, date, start });
    return seeOther(paths.roomCode());
  }

  /** For whom the trainer scans. Good for today. */
  @Get('member-code.svg')
  @Header('Content-Type', 'image/svg+xml')
  @Header('Cache-Control', 'no-store')
  picture(@CurrentViewer() viewer: Viewer): string {
    return qrPicture(this.codes.codeOf(viewer.id));
  }
}
