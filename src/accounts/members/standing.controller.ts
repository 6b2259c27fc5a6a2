import { Body, Controller, Param, Post, Redirect } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { notFound } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { choice } from '../../platform/web/form-fields.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { Proven } from '../../platform/web/proof.js';
import { type Role, ROLES } from '../../platform/web/roles.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { Standing } from './standing.service.js';

const grantForm = z.object({ role: choice(ROLES) });

const memberPage = ({ params }: FastifyRequest): string => paths.member(Number((params as { id: string }).id));

interface Onward {
  url: string;
  statusCode: number;
}

@Controller('manage/members/:id')
export class StandingController {
  constructor(private readonly standing: Standing) {}

  @Post('roles')
  @Allow('admin')
  @Proven()
  @FormPage(memberPage)
  @Redirect()
  async grant(
    @Id() id: number,
    @Body({ schema: grantForm }) { role }: z.infer<typeof grantForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<Onward> {
    await this.standing.grant(viewer, id, role);
    flash('accounts:done.role_granted');
    return { url: paths.member(id), statusCode: 303 };
  }

  @Post('roles/:role/revocation')
  @Allow('admin')
  @Proven()
  @FormPage(memberPage)
  @Redirect()
  async revoke(
    @Id() id: number,
    @Param('role') role: string,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<Onward> {
    if (!ROLES.includes(role as Role)) throw notFound();
    await this.standing.revoke(viewer, id, role as Role);
    flash('accounts:done.role_revoked');
    return { url: paths.member(id), statusCode: 303 };
  }

  @Post('deactivation')
  @Allow('manager', 'admin')
  @FormPage(memberPage)
  @Redirect()
  async deactivate(@Id() id: number, @CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<Onward> {
    await this.standing.deactivate(viewer, id);
    flash('accounts:done.deactivated');
    return { url: paths.member(id), statusCode: 303 };
  }

  @Post('reactivation')
  @Allow('manager', 'admin')
  @FormPage(memberPage)
  @Redirect()
  async reactivate(@Id() id: number, @CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<Onward> {
    await this.standing.reactivate(viewer, id);
    flash('accounts:done.reactivated');
    return { url: paths.member(id), statusCode: 303 };
  }
}
