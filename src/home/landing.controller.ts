import { Controller, Get, Inject, Render } from '@nestjs/common';
import { assetUrl } from '../platform/assets/manifest.js';
import { SETTINGS, type Settings } from '../platform/settings.js';
import { Public } from '../platform/web/access.js';
import { Trainings } from '../training/trainings/trainings.js';
import { FreeToday } from './free-today.js';
import { Places } from './places.js';

const NEXT_TRAININGS = 3;
const THINGS = ['desks', 'pcs', 'people'];
const STEPS = ['register', 'confirm', 'book'];

@Controller()
@Public()
export class LandingController {
  constructor(
    private readonly places: Places,
    private readonly freeToday: FreeToday,
    private readonly trainings: Trainings,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('/')
  @Render('home/landing')
  async show(): Promise<object> {
    return {
      title: 'home:landing.title',
      things: THINGS.map((name) => titleAndText(`home:landing.what.${name}`)),
      steps: STEPS.map((name) => titleAndText(`home:landing.how.${name}`)),
      // Where the page is shared, its picture is fetched from elsewhere: a whole address.
      picture: `${this.settings.publicUrl}${assetUrl('og.png')}`,
      free: await this.freeToday.list(),
      trainings: await this.trainings.next(NEXT_TRAININGS),
      places: await this.places.list(),
    };
  }
}

function titleAndText(key: string): { title: string; text: string } {
  return { title: `${key}.title`, text: `${key}.text` };
}
