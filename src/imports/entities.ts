import { Import } from './import.entity.js';

export const importsEntities = [Import];
