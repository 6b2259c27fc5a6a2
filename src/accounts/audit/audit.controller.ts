import { Controller, Get, Query, Render } from '@nestjs/common';
import { Allow } from '../../platform/web/access.js';
import { type AuditQuery, auditQuery } from './audit-query.js';
import { AuditTrail } from './audit-trail.js';
import { auditView } from './audit.view.js';

/** Who did what, when, and from where. */
@Controller('manage/audit')
@Allow('admin')
export class AuditController {
  constructor(private readonly trail: AuditTrail) {}

  @Get()
  @Render('audit/list')
  async show(@Query({ schema: auditQuery }) query: AuditQuery): Promise<object> {
    return auditView(query, await this.trail.page(query), await this.trail.names());
  }
}
