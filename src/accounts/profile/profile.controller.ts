import { Controller, Get, Render } from '@nestjs/common';
import { SignedIn } from '../../platform/web/access.js';

@Controller('me/profile')
@SignedIn()
export class ProfileController {
  @Get()
  @Render('accounts/profile')
  show(): object {
    return { title: 'accounts:profile.title' };
  }
}
