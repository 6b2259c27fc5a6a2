import { Controller, Get, Query, Render } from '@nestjs/common';
import type { Phrase } from '../../platform/views/phrase.js';
import { Allow } from '../../platform/web/access.js';
import { Id } from '../../platform/web/id-param.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { SecondFactors } from '../second-factor/factors.service.js';
import { type MembersQuery, membersQuery } from './members-query.js';
import { MemberNumbers } from './member-numbers.js';
import { Members } from './members.service.js';
import { membersView, type MembersView, memberView, type MemberView } from './members.view.js';

@Controller('manage/members')
@Allow('manager', 'admin')
export class MembersController {
  constructor(
    private readonly members: Members,
    private readonly numbers: MemberNumbers,
    private readonly factors: SecondFactors,
  ) {}

  @Get()
  @Render('accounts/members')
  async list(@Query({ schema: membersQuery }) query: MembersQuery): Promise<MembersView> {
    return membersView(query, await this.members.page(query));
  }

  @Get(':id')
  @Render('accounts/member')
  async show(
    @Id() id: number,
    @CurrentViewer() viewer: Viewer,
  ): Promise<MemberView & { mayReset: boolean; losses: Phrase[] }> {
    const member = await this.members.one(id);
    const mayReset = viewer.roles.includes('admin') && (await this.factors.isAsked(id));
    const view = memberView(member, viewer, this.numbers.of(id));
    return { ...view, mayReset, losses: view.mayDeactivate ? await this.members.losses(id) : [] };
  }
}
