import { Controller, Get, Header, Render, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Database } from '../../platform/database/database.js';
import { Public, SignedIn } from '../../platform/web/access.js';
import { Id } from '../../platform/web/id-param.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { CoursePictures } from './course-pictures.js';
import { attachment } from './file-kind.policy.js';
import { materialsView } from './material.view.js';
import { Materials } from './materials.js';

/** What goes with a course: its picture for everybody, its material for those who take part. */
@Controller('trainings/:id')
export class MaterialsController {
  constructor(
    private readonly database: Database,
    private readonly materials: Materials,
    private readonly pictures: CoursePictures,
  ) {}

  @Get('materials')
  @SignedIn()
  @Render('materials/list')
  async list(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    const { reader } = this.database;
    const course = await this.materials.openTo(reader, viewer, id);
    return materialsView(course, await this.materials.of(reader, id));
  }

  @Get('materials/:materialId')
  @SignedIn()
  async file(
    @Id() id: number,
    @Id('materialId') materialId: number,
    @CurrentViewer() viewer: Viewer,
  ): Promise<StreamableFile> {
    const { content, mediaType, fileName } = await this.materials.file(viewer, id, materialId);
    const disposition = attachment(fileName!);
    return new StreamableFile(content, { type: mediaType!, length: content.length, disposition });
  }

  /** What stands at an address never changes, so it may be kept. */
  @Get('pictures/:pictureId')
  @Public()
  @Header('Content-Disposition', 'inline')
  async picture(
    @Id() id: number,
    @Id('pictureId') pictureId: number,
    @CurrentViewer() viewer: Viewer | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { content, mediaType } = await this.pictures.shown(viewer, id, pictureId);
    void reply.header('Cache-Control', 'private, max-age=31536000, immutable');
    return new StreamableFile(content, { type: mediaType, length: content.length });
  }
}
