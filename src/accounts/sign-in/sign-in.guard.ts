import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-local';
import { Refused } from '../../platform/errors.js';
import { refusedBy } from '../../platform/web/form-problems.js';
import { KnownBrowser } from '../known-browser.js';
import { networkOf } from '../throttle.policy.js';
import { signInForm } from './sign-in-form.js';
import { SignIn } from './sign-in.service.js';
import type { User } from '../user.entity.js';

/**
 * Passport asks for the person by e-mail and password (passport-local). The guard gives it a strategy of this app's own:
 * those that are registered by name belong to the whole process.
 */
@Injectable()
export class SignInGuard extends AuthGuard() {
  constructor(
    private readonly signIn: SignIn,
    private readonly browsers: KnownBrowser,
  ) {
    const strategy = new Strategy(
      { usernameField: 'email', passReqToCallback: true },
      (request, email, password, done) => {
        this.find(request as never, email, password).then(
          (user) => done(null, user ?? false),
          (error: unknown) => done(error),
        );
      },
    );
    super({ defaultStrategy: strategy as never, session: false });
  }

  /** Guards run before pipes, so the form is checked here; Passport then finds it in its one shape. */
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const form = signInForm.safeParse(request.body);
    if (!form.success) throw refusedBy(form.error.issues);
    request.body = form.data;
    return (await super.canActivate(context)) as boolean;
  }

  override handleRequest<T>(error: unknown, user: T | false): T {
    if (error) throw error;
    if (!user) throw new Refused('invalid', 'accounts.wrong_credentials');
    return user;
  }

  private async find(request: FastifyRequest, email: string, password: string): Promise<User | undefined> {
    const browser = await this.browsers.recognise(request, email);
    return this.signIn.whoIs({ email, password, network: networkOf(request.ip), browser });
  }
}
