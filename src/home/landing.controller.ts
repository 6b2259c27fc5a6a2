import { Controller, Get, Render } from '@nestjs/common';
import { Public } from '../platform/web/access.js';

@Controller()
@Public()
export class LandingController {
  @Get('/')
  @Render('home/landing')
  show(): object {
    return { title: 'home:landing.title' };
  }
}
