import { Body, Controller, Get, Inject, Post, Redirect, Render } from '@nestjs/common';
import type { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { paths } from '../../platform/paths.js';
import { SETTINGS, type Settings } from '../../platform/settings.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { KioskDevices } from './kiosk-devices.service.js';
import { kioskDevicesView } from './kiosk-devices.view.js';
import { kioskNameForm } from './kiosk-forms.js';

type NameForm = z.infer<typeof kioskNameForm>;
type Params = { venueId: number; id: number };
const listOf = ({ params }: { params: unknown }): string => paths.kioskDevices((params as Params).venueId);

/** The check-in devices of a venue. */
@Controller('manage/venues/:venueId/kiosks')
@Allow('manager', 'admin')
export class KioskDevicesController {
  constructor(
    private readonly devices: KioskDevices,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @Render('kiosk/devices')
  async list(@Id('venueId') venueId: number): Promise<object> {
    const address = this.settings.publicUrl + paths.kiosk();
    return { ...kioskDevicesView(await this.devices.list(venueId), this.clock.now()), address };
  }

  @Post()
  @FormPage(listOf)
  @Redirect()
  async add(
    @Id('venueId') venueId: number,
    @Body({ schema: kioskNameForm }) { name }: NameForm,
    @CurrentViewer() viewer: Viewer,
  ): Promise<SeeOther> {
    await this.devices.add(viewer.id, venueId, name);
    return seeOther(paths.kioskDevices(venueId));
  }

  @Get(':id')
  @Render('kiosk/device')
  async show(@Id('venueId') venueId: number, @Id() id: number): Promise<object> {
    const { venue, device } = await this.devices.one(venueId, id);
    return { title: { key: 'kiosk:manage.device', name: device.name }, venue, device };
  }

  @Post(':id/pairing-code')
  @FormPage(listOf)
  @Redirect()
  async renew(@Id('venueId') venueId: number, @Id() id: number, @CurrentViewer() viewer: Viewer): Promise<SeeOther> {
    await this.devices.renew(viewer.id, venueId, id);
    return seeOther(paths.kioskDevices(venueId));
  }

  @Post(':id')
  @FormPage(({ params }) => paths.kioskDevice((params as Params).venueId, (params as Params).id))
  @Redirect()
  async rename(
    @Id('venueId') venueId: number,
    @Id() id: number,
    @Body({ schema: kioskNameForm }) { name }: NameForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.devices.rename(viewer.id, venueId, id, name);
    flash('kiosk:manage.done.renamed');
    return seeOther(paths.kioskDevices(venueId));
  }

  @Post(':id/revocation')
  @FormPage(listOf)
  @Redirect()
  async revoke(
    @Id('venueId') venueId: number,
    @Id() id: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.devices.revoke(viewer.id, venueId, id);
    flash('kiosk:manage.done.revoked');
    return seeOther(paths.kioskDevices(venueId));
  }
}
