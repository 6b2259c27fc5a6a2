import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { notFound } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { MANAGERS } from '../contract/readable.js';
import { Cities } from './cities.js';
import { type CityForm, cityForm } from './city-form.js';

/** Who pays for programmes, and the officers who may read what is theirs. */
@Controller('manage/cities')
@Allow(...MANAGERS)
export class CitiesController {
  constructor(private readonly cities: Cities) {}

  @Get()
  @Render('programmes/cities')
  async list(): Promise<object> {
    const { cities, officers } = await this.cities.read();
    const shown = cities.map(({ city, officerIds }) => ({
      ...city,
      officers: officers.filter(({ id }) => officerIds.includes(id)),
    }));
    return { title: 'programmes:cities.title', cities: shown, officers };
  }

  @Post()
  @FormPage(() => paths.cities())
  @Redirect()
  async add(
    @Body({ schema: cityForm }) form: CityForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.cities.add(viewer.id, form);
    flash('programmes:done.city_added');
    return seeOther(paths.cities());
  }

  @Get(':id')
  @Render('programmes/city')
  async show(@Id() id: number): Promise<object> {
    const { cities, officers } = await this.cities.read();
    const found = cities.find(({ city }) => city.id === id);
    if (!found) throw notFound();
    return { title: { key: 'programmes:cities.one', name: found.city.name }, ...found, officers };
  }

  @Post(':id')
  @FormPage(({ params }) => paths.city((params as { id: number }).id))
  @Redirect()
  async update(
    @Id() id: number,
    @Body({ schema: cityForm }) form: CityForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.cities.update(viewer.id, id, form);
    flash('programmes:done.city_changed');
    return seeOther(paths.cities());
  }
}
