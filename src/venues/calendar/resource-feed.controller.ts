import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerFeed } from '../../platform/calendar/answer-feed.js';
import { Public } from '../../platform/web/access.js';
import { Id } from '../../platform/web/id-param.js';
import { ResourceFeed } from './resource-feed.js';

/** For calendar programs, which do not sign in: the token in the address is the key. */
@Controller('resources/:resourceId/calendar')
@Public()
export class ResourceFeedController {
  constructor(private readonly feed: ResourceFeed) {}

  @Get(':token.ics')
  async read(
    @Id('resourceId') resourceId: number,
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answerFeed(request, reply, await this.feed.read(resourceId, token));
  }
}
