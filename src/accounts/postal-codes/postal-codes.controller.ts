import { Body, Controller, Get, HttpCode, Param, Post, Render, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import { Public } from '../../platform/web/access.js';
import { fillIn } from '../../platform/web/fill-in.js';
import { FormPage } from '../../platform/web/form-page.js';
import { postalCodeOf } from '../normalise.policy.js';
import { addressOf } from './address-of.js';
import { knownAddress, type LookUpForm, lookUpForm } from './look-up.js';

/** Fills in the address of a postal code: by script, or by a button that brings the form back with it. */
@Controller()
@Public()
export class PostalCodesController {
  @Get('postal-codes/:code')
  show(@Param('code') code: string): { address: string } {
    const address = addressOf(postalCodeOf(code) ?? '');
    if (!address) throw notFound();
    return { address };
  }

  @Post('sign-up/address')
  @HttpCode(200)
  @FormPage(() => paths.signUp())
  @Render('accounts/sign-up')
  onSignUp(
    @Body({ schema: lookUpForm }) { postalCode }: LookUpForm,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): object {
    fillIn(request, reply, { address: knownAddress(postalCode) });
    return { title: 'accounts:sign_up.title' };
  }
}
