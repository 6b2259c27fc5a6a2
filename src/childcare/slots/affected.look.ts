import { applyDecorators, type CallHandler, type ExecutionContext, Injectable } from '@nestjs/common';
import { type NestInterceptor, UseFilters, UseInterceptors } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { catchError, type Observable } from 'rxjs';
import { Readings } from '../readings/readings.js';
import { PlacesAffected } from './affected.js';
import { AffectedFilter } from './affected.filter.js';
import { namedOf } from './affected.view.js';

/** Logs who is about to be told which children a change concerns, before the question is shown: no line, no page. */
@Injectable()
export class AffectedLook implements NestInterceptor {
  constructor(private readonly readings: Readings) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { viewer } = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        if (error instanceof PlacesAffected && viewer)
          await this.readings.log(viewer.id, namedOf(error, viewer), 'affected');
        throw error;
      }),
    );
  }
}

/** On a controller whose changes may take places away: whoever would do so is asked first. */
export const AsksAffected = (): ClassDecorator =>
  applyDecorators(UseFilters(AffectedFilter), UseInterceptors(AffectedLook)) as ClassDecorator;
