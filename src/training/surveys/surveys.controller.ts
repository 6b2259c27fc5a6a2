import { Body, Controller, Get, Header, Param, Post, Redirect, Render } from '@nestjs/common';
import { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { Public } from '../../platform/web/access.js';
import { optionalText, wholeNumber } from '../../platform/web/form-fields.js';
import { FormPage } from '../../platform/web/form-page.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { Surveys } from './surveys.js';

const answerForm = z.object({
  satisfaction: wholeNumber(1, 5),
  usefulness: wholeNumber(1, 5),
  comment: optionalText(2000),
});

/** For who was sent a link. Who is signed in plays no part in it. */
@Controller('surveys')
@Public()
export class SurveysController {
  constructor(private readonly surveys: Surveys) {}

  @Get('thanks')
  @Render('surveys/thanks')
  thanks(): object {
    return { title: 'surveys:thanks.title' };
  }

  @Get(':token')
  @Header('X-Robots-Tag', 'noindex')
  @Render('surveys/form')
  form(@Param('token') token: string): Promise<object> {
    return this.surveys.form(token);
  }

  @Post(':token')
  @FormPage(({ params }) => paths.survey((params as { token: string }).token))
  @Redirect()
  async answer(
    @Param('token') token: string,
    @Body({ schema: answerForm }) form: z.infer<typeof answerForm>,
  ): Promise<SeeOther> {
    await this.surveys.answer(token, form);
    return seeOther(paths.surveyThanks());
  }
}
