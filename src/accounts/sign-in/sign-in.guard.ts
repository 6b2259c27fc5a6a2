import { type ExecutionContext, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import passport from 'passport';
import { Strategy, type VerifyFunctionWithRequest } from 'passport-local';
import { Refused } from '../../platform/errors.js';
import { refusedBy } from '../../platform/web/form-problems.js';
import { KnownBrowser } from '../known-browser.js';
import { networkOf } from '../throttle.policy.js';
import { signInForm } from './sign-in-form.js';
import { SignIn } from './sign-in.service.js';
import type { User } from '../user.entity.js';

let guards = 0;

/**
 * Passport asks for the person by e-mail and password (passport-local). It keeps its strategies by name for the whole
 * process, so each app registers its own, until it closes. (By name it gives every request a strategy of its own; handed a strategy, it
 * would share it among requests, and people would be taken for each other.)
 */
@Injectable()
export class SignInGuard extends AuthGuard() implements OnModuleDestroy {
  private readonly name: string;

  constructor(
    private readonly signIn: SignIn,
    private readonly browsers: KnownBrowser,
  ) {
    const name = `local-${(guards += 1)}`;
    super({ defaultStrategy: name, session: false });
    this.name = name;
    passport.use(name, new Strategy({ usernameField: 'email', passReqToCallback: true }, this.verify));
  }

  /** Guards run before pipes, so the form is checked here; Passport then finds it in its one shape. */
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const form = signInForm.safeParse(request.body);
    if (!form.success) throw refusedBy(form.error.issues);
    request.body = form.data;
    return (await super.canActivate(context)) as boolean;
  }

  onModuleDestroy(): void {
    passport.unuse(this.name);
  }

  override handleRequest<T>(error: unknown, user: T | false): T {
    if (error) throw error;
    if (!user) throw new Refused('invalid', 'accounts.wrong_credentials');
    return user;
  }

  private readonly verify: VerifyFunctionWithRequest = (request, email, password, done) => {
    this.find(request as never, email, password).then(
      (user) => done(null, user ?? false),
      (error: unknown) => done(error),
    );
  };

  private async find(request: FastifyRequest, email: string, password: string): Promise<User | undefined> {
    const browser = await this.browsers.recognise(request, email);
    return this.signIn.whoIs({ email, password, network: networkOf(request.ip), browser });
  }
}
