import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerFeed } from '../../platform/calendar/answer-feed.js';
import { Public } from '../../platform/web/access.js';
import { MemberFeed } from './member-feed.js';

/** For calendar programs, which do not sign in: the token in the address is the key. */
@Controller('me/calendar')
@Public()
export class MemberFeedController {
  constructor(private readonly feed: MemberFeed) {}

  @Get(':token.ics')
  async read(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answerFeed(request, reply, await this.feed.read(token));
  }
}
