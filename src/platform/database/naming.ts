import { DefaultNamingStrategy, type NamingStrategyInterface } from 'typeorm';

/** camelCase in the code, snake_case in SQL. Table names are given by the entities. */
export class SnakeNaming extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName || propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}
