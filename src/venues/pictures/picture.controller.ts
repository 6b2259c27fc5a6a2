import { Controller, Get, Header, StreamableFile } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { Public } from '../../platform/web/access.js';
import { Id } from '../../platform/web/id-param.js';
import { ResourcePicture } from '../resource-picture.entity.js';

/** The pictures themselves: on the front page, too. What stands at an address never changes, so it may be kept. */
@Controller('resources/:resourceId/pictures')
@Public()
export class PictureController {
  constructor(private readonly database: Database) {}

  @Get(':id')
  @Header('Cache-Control', 'private, max-age=31536000, immutable')
  @Header('Content-Disposition', 'inline')
  async show(@Id('resourceId') resourceId: number, @Id() id: number): Promise<StreamableFile> {
    const picture = await this.database.reader.findOne(ResourcePicture, {
      select: { mediaType: true, content: true },
      where: { id, resourceId },
    });
    if (!picture) throw notFound();
    return new StreamableFile(picture.content, { type: picture.mediaType, length: picture.content.length });
  }
}
