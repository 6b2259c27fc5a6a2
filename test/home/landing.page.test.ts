import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { signInAs } from '../support/factories.js';
import { addVenue } from '../support/venue-factories.js';
import { startApp, type TestApp } from '../support/app.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

test('the front page says what the place is and has signing up as its one main action', async () => {
  const { $ } = await world.visitor().get('/');
  expect($('h1').text()).toBe('子育てしながら、働く一歩を');
  expect($('.lead').text()).toContain('コワーキングスペース');
  const main = $('main .button:not(.quiet)');
  expect([main.length, main.attr('href')]).toEqual([1, '/sign-up']);
  expect($('main .button.quiet').attr('href')).toBe('/sign-in');
});

test('every page has the frame: skip link, name, menu, languages, notices', async () => {
  const { $ } = await world.visitor().get('/');
  expect($('body > :first-child').attr('href')).toBe('#main');
  expect($('header .brand').attr('href')).toBe('/');
  expect($('header a[href="/sign-in"]')).toHaveLength(1);
  expect(
    $('footer a')
      .toArray()
      .map((link) => $(link).attr('href')),
  ).toEqual(['/privacy', '/accessibility']);
  expect($('footer form[action="/language"] input[name=back]').val()).toBe('/');
  expect($('footer button[value=ja]').attr('aria-current')).toBe('true');
  expect($('[role=status]')).toHaveLength(1);
  expect($('meta[name=description]').attr('content')).toContain('つどい');
});

test('who is signed in finds her own page and the way out', async () => {
  const { $ } = await (await signInAs(world, 'member')).get('/');
  expect($('header form[action="/sign-out"] button')).toHaveLength(1);
  expect($('header a[href="/sign-in"]')).toHaveLength(0);
  expect($('nav a[href="/me"]').text()).toBe('マイページ');
  expect($('main a[href="/me"]').text()).toBe('マイページ');
});

test('the places are named with their telephone, those that have closed for good are not', async () => {
  await addVenue(world, { name: 'すだち', phone: '042-000-0000' });
  await addVenue(world, { name: 'もみじ', activeUntil: '2026-11-20' });
  const { $ } = await world.visitor().get('/');
  expect(
    $('#places ~ dl dt')
      .toArray()
      .map((term) => $(term).text()),
  ).toEqual(['すだち']);
  expect($('#places ~ dl a').attr('href')).toBe('tel:042-000-0000');
  expect((await world.visitor().get('/privacy')).text).toContain('042-000-0000');
});

test('a shared link brings its picture', async () => {
  const { $ } = await world.visitor().get('/');
  const picture = $('meta[property="og:image"]').attr('content')!;
  expect(picture).toMatch(/^http:\/\/tsudoi\.test\/assets\/og\.[0-9a-f]{12}\.png$/);
  expect((await world.visitor().get(new URL(picture).pathname)).status).toBe(200);
});
