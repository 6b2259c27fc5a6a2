import { Controller, Get, Render } from '@nestjs/common';
import { Public } from '../platform/web/access.js';
import { Places } from './places.js';

const THINGS = ['desks', 'pcs', 'people'];
const STEPS = ['register', 'confirm', 'book'];

@Controller()
@Public()
export class LandingController {
  constructor(private readonly places: Places) {}

  @Get('/')
  @Render('home/landing')
  async show(): Promise<object> {
    return {
      title: 'home:landing.title',
      things: THINGS.map((name) => titleAndText(`home:landing.what.${name}`)),
      steps: STEPS.map((name) => titleAndText(`home:landing.how.${name}`)),
      places: await this.places.list(),
    };
  }
}

function titleAndText(key: string): { title: string; text: string } {
  return { title: `${key}.title`, text: `${key}.text` };
}
