import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import encodeQR from 'qr';

const WIDTH = 640;
const HEIGHT = 480;

/**
 * Flags that give Chromium a camera, which sees a QR code. What it is to see is written before the camera is switched on:
 * the file is read then.
 */
export function cameraFlags(file: string): string[] {
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ];
}

/** A file for a film (YUV4MPEG2) of one picture. */
export function filmOf(name: string): { file: string; show(text: string): void } {
  mkdirSync('test/.artifacts', { recursive: true });
  const file = join('test/.artifacts', `${name}.y4m`);
  return { file, show: (text) => writeFileSync(file, film(text)) };
}

/** Grey around, the code in the middle, on white with its frame. */
function film(text: string): Buffer {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const size = Math.floor(440 / modules.length);
  const [left, top] = [WIDTH, HEIGHT].map((side) => (side - size * modules.length) >> 1) as [number, number];
  const light = Buffer.alloc(WIDTH * HEIGHT, 110);
  for (const [row, line] of modules.entries()) {
    for (const [column, dark] of line.entries()) {
      for (let y = 0; y < size; y += 1) {
        const from = (top + row * size + y) * WIDTH + left + column * size;
        light.fill(dark ? 20 : 230, from, from + size);
      }
    }
  }
  const colour = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, colour]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]);
}
