import { Controller, Get, Header, Render, StreamableFile } from '@nestjs/common';
import type { Language } from '../../platform/time.format.js';
import { Allow } from '../../platform/web/access.js';
import { Id } from '../../platform/web/id-param.js';
import { PageLanguage } from '../../platform/web/language.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { QuestionPages } from './question-pages.js';

/** What those who enrolled answered: for who teaches the course, and for managers. */
@Controller('manage/courses/:id')
@Allow('trainer', 'manager', 'admin')
export class AnswersController {
  constructor(private readonly pages: QuestionPages) {}

  @Get('answers')
  @Render('questions/answers')
  list(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.answers(viewer, id);
  }

  @Get('answers.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  async table(
    @Id() id: number,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<StreamableFile> {
    const table = await this.pages.answersCsv(viewer, id, language);
    return new StreamableFile(table, { disposition: `attachment; filename="answers-${id}.csv"` });
  }
}
