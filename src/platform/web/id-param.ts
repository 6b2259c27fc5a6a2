import { Param, type PipeTransform } from '@nestjs/common';
import { notFound } from '../errors.js';
import { isId } from './form-fields.js';

const idPipe: PipeTransform<string, number> = {
  transform: (text) => {
    if (!isId(text)) throw notFound();
    return Number(text);
  },
};

/** The id in an address: `@Id() id: number`. What cannot be an id is not found. */
export const Id = (name = 'id'): ParameterDecorator => Param(name, idPipe);
