import { Controller, Get, Header, Render } from '@nestjs/common';
import { Allow } from '../../platform/web/access.js';
import { Id } from '../../platform/web/id-param.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { RoomScreens } from './room-screens.js';

/** What the screen of the room shows during a session. */
@Controller('sessions/:id/screen')
@Allow('trainer', 'manager', 'admin')
export class RoomScreenController {
  constructor(private readonly screens: RoomScreens) {}

  @Get()
  @Render('training/room-screen')
  show(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.screens.show(viewer, id);
  }

  @Get('code.svg')
  @Header('Content-Type', 'image/svg+xml')
  @Header('Cache-Control', 'no-store')
  picture(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<string> {
    return this.screens.picture(viewer, id);
  }
}
