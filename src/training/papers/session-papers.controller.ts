import { Controller, Get, Header, StreamableFile } from '@nestjs/common';
import type { Language } from '../../platform/time.format.js';
import { Allow } from '../../platform/web/access.js';
import { Id } from '../../platform/web/id-param.js';
import { PageLanguage } from '../../platform/web/language.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { type SessionPaper, SessionPapers } from './session-papers.js';

/** The papers of a session, for who teaches it and for managers. */
@Controller('sessions/:id')
@Allow('trainer', 'manager', 'admin')
export class SessionPapersController {
  constructor(private readonly papers: SessionPapers) {}

  @Get('sign-in-sheet.pdf')
  @Header('Content-Type', 'application/pdf')
  signInSheet(
    @Id() id: number,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<StreamableFile> {
    return this.print('sign-in-sheet', id, viewer, language);
  }

  @Get('name-tags.pdf')
  @Header('Content-Type', 'application/pdf')
  nameTags(
    @Id() id: number,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<StreamableFile> {
    return this.print('name-tags', id, viewer, language);
  }

  @Get('participants.pdf')
  @Header('Content-Type', 'application/pdf')
  participants(
    @Id() id: number,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<StreamableFile> {
    return this.print('participants', id, viewer, language);
  }

  private async print(paper: SessionPaper, id: number, viewer: Viewer, language: Language): Promise<StreamableFile> {
    const sheet = await this.papers.print(paper, viewer, id, language);
    return new StreamableFile(sheet, { disposition: `inline; filename="${paper}-${id}.pdf"` });
  }
}
