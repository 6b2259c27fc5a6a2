import { Controller, Get, Query, Render, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { answerFeed } from '../../platform/calendar/answer-feed.js';
import { isDate } from '../../platform/time.js';
import type { Language } from '../../platform/time.format.js';
import { Public } from '../../platform/web/access.js';
import { Id } from '../../platform/web/id-param.js';
import { PageLanguage } from '../../platform/web/language.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { CATEGORIES } from '../courses/course.entity.js';
import { Trainings } from './trainings.js';

const wish = z.object({
  month: z
    .string()
    .transform((text) => `${text}-01`)
    .refine(isDate)
    .optional()
    .catch(undefined),
  category: z.enum(CATEGORIES).optional().catch(undefined),
});

type Wish = z.infer<typeof wish>;

/** What is taught here, for everybody to see. */
@Controller()
@Public()
export class TrainingsController {
  constructor(private readonly trainings: Trainings) {}

  @Get('trainings')
  @Render('training/trainings')
  month(@Query({ schema: wish }) query: Wish): Promise<object> {
    return this.trainings.month(query);
  }

  @Get('trainings.ics')
  async feed(
    @Query({ schema: wish }) { category }: Wish,
    @PageLanguage() language: Language,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answerFeed(request, reply, await this.trainings.feed(language, category));
  }

  @Get('trainings/:id')
  @Render('training/training')
  show(
    @Id() id: number,
    @PageLanguage() language: Language,
    @CurrentViewer() viewer: Viewer | undefined,
  ): Promise<object> {
    return this.trainings.show(id, language, viewer);
  }
}
